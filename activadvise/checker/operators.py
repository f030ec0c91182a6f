"""Arithmetic and comparisons on abstract values."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from activadvise.checker import calls, distances, expressions, products, tensors
from activadvise.checker.joins import chained, computed, join
from activadvise.checker.run import Frame
from activadvise.checker.values import (
    UNKNOWN,
    Class,
    Const,
    External,
    Flow,
    Function,
    Instance,
    Layer,
    Map,
    Method,
    Position,
    Seq,
    Tensor,
    Union,
    Unknown,
    Value,
)
from activadvise.meaning import NOTHING, REAL, Meaning

LITERAL: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}  # fmt: skip
ORDER: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}  # fmt: skip
LARGE = 10**9
DIFFER = frozenset({"non-negative", "positive", "clipped", "log-probability", "log-distribution"})  # a - b has any sign
THINGS = (Class, External, Function, Instance, Layer, Map, Method, Seq, Tensor)


def binary(node: ast.BinOp, frame: Frame) -> Value:
    """a + b and its relatives."""
    chain: list[ast.BinOp] = []
    inner: ast.expr = node
    while isinstance(inner, ast.BinOp):  # left-nested chains can be thousands deep
        chain.append(inner)
        inner = inner.left
    left = expressions.evaluate(inner, frame)
    for step in reversed(chain):
        right = expressions.evaluate(step.right, frame)
        for watch in frame.run.on_operator:
            watch(frame.run, step, left, right, frame)
        left = combined(step, left, right, frame)
    return left


def combined(node: ast.BinOp, left: Value, right: Value, frame: Frame) -> Value:
    """The result of one operator."""
    if isinstance(left, Const) and isinstance(right, Const):
        return _literal(node, left.value, right.value)
    if isinstance(node.op, ast.Add) and isinstance(left, Seq) and isinstance(right, Seq):
        return chained(left.items, right.items, left.rest or right.rest)
    if isinstance(node.op, ast.BitOr) and isinstance(left, Map) and isinstance(right, Map):
        return Map({**left.items, **right.items}, left.rest or right.rest)
    if isinstance(node.op, ast.Add) and isinstance(left, Layer) and isinstance(right, Layer):
        return _chained(left, right)
    if isinstance(node.op, ast.Mult) and (isinstance(left, Seq) or isinstance(right, Seq)):
        return _repeated(left, right)
    if isinstance(left, Union):
        return _joined([combined(node, option, right, frame) for option in computed(left)])
    if isinstance(right, Union):
        return _joined([combined(node, left, option, frame) for option in computed(right)])
    if isinstance(left, Tensor) and left.meaning.by in ("exponential", "bounded exp") and _normalizes(node):
        flow = Flow(left.flow, frame.module, node, "a softmax written out here")
        return Tensor(Meaning("distribution", "softmax", features=left.meaning.features), flow)
    if isinstance(node.op, ast.Div) and not isinstance(left, Const) and _unit(node):
        before = left.flow if isinstance(left, Tensor) else None
        return Tensor(Meaning("bounded", products.UNIT), Flow(before, frame.module, node, "divided by its norm here"))
    if isinstance(left, Tensor) or isinstance(right, Tensor) or isinstance(node.op, ast.MatMult):
        return _exponential(node.op, left, right) or arithmetic(node.op, left, right)
    if isinstance(left, Unknown) and left.why:
        return Unknown(left.why)
    return UNKNOWN


def _chained(left: Layer, right: Layer) -> Value:
    """Sequential + Sequential."""
    if left.items is None or right.items is None:
        return UNKNOWN
    items = chained(left.items.items, right.items.items, left.items.rest or right.items.rest)
    return calls.with_items(left, items)


def _unit(node: ast.BinOp) -> bool:
    """x / x.norm(dim=-1, keepdim=True)."""
    if not isinstance(node.op, ast.Div) or not isinstance(node.right, ast.Call):
        return False
    left, right = ast.unparse(node.left), ast.unparse(node.right)
    return right.startswith((f"{left}.norm(", f"torch.norm({left},", f"torch.linalg.norm({left},"))


def _normalizes(node: ast.BinOp) -> bool:
    """e / e.sum(dim=1, keepdim=True), where e is an exponential."""
    if not isinstance(node.op, ast.Div) or not isinstance(node.right, ast.Call):
        return False
    left, right = ast.unparse(node.left), ast.unparse(node.right)
    return right.startswith((f"{left}.sum(", f"torch.sum({left},")) and "dim" in right


def _exponential(op: ast.operator, left: Value, right: Value) -> Tensor | None:
    """1 + exp(x), 2 * exp(x), exp(x) - exp(-x): infinite where exp(x) is; None for anything else."""
    sides = [side for side in (left, right) if isinstance(side, Tensor) and side.meaning.by in tensors.EXPONENTIALS]
    if not sides or not isinstance(op, (ast.Add, ast.Sub, ast.Mult)):
        return None
    flow, other = sides[0].flow, right if left is sides[0] else left
    if isinstance(op, ast.Mult):
        return Tensor(Meaning("unknown", sides[0].meaning.by), flow)
    if isinstance(other, Tensor) and other.meaning.by != "bounded exp" and not _one_source(sides):
        return None  # of two inputs: their difference may be small
    one = isinstance(other, Const) and other.value == 1
    if one and isinstance(op, ast.Add) and sides[0].meaning.by == tensors.EXPONENTIAL:
        return Tensor(Meaning("unknown", "1 + exp"), flow)
    return Tensor(Meaning("unknown", "exp + "), flow)


def _one_source(sides: list[Tensor]) -> bool:
    nodes = {id(side.flow.node) for side in sides if side.flow is not None}
    return len(sides) == 2 and len(nodes) == 1


def _joined(values: list[Value]) -> Value:
    result = values[0]
    for value in values[1:]:
        result = join(result, value)
    return result


def _literal(node: ast.BinOp, a: Any, b: Any) -> Value:
    compute = LITERAL.get(type(node.op))
    if compute is None or not all(isinstance(x, (int, float)) and abs(x) < LARGE for x in (a, b)):
        return UNKNOWN
    try:
        return Const(compute(a, b))
    except (ArithmeticError, ValueError):
        return UNKNOWN


def _repeated(left: Value, right: Value) -> Value:
    seq, times = (left, right) if isinstance(left, Seq) else (right, left)
    assert isinstance(seq, Seq)
    if isinstance(times, Const) and isinstance(times.value, int) and 0 <= times.value * len(seq.items) <= 64:
        return Seq(seq.items * times.value, seq.rest)
    return Seq(seq.items, _joined(seq.items) if seq.items else seq.rest)


def arithmetic(op: ast.operator, left: Value, right: Value) -> Value:
    """What is left of a meaning after + - * / @ with something else."""
    similar = products.scaled(op, left, right)
    if similar is not None:
        return similar
    if isinstance(op, ast.Pow):
        return _power(left, right)
    if isinstance(op, ast.Add) and (mixed := products.weighted(left, right)) is not None:
        return mixed
    if isinstance(op, (ast.Mult, ast.MatMult)) and not (isinstance(left, Const) or isinstance(right, Const)):
        made = products.product([left, right], isinstance(op, ast.Mult))
        if made.meaning is not NOTHING:
            return made
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return _both(op, left, right)
    tensor, other = (left, right) if isinstance(left, Tensor) else (right, left)
    if not isinstance(tensor, Tensor):
        return UNKNOWN
    number = other.value if isinstance(other, Const) else None
    meaning = tensor.meaning
    if meaning.kind in REAL:
        known = not isinstance(op, ast.Div) or left is tensor
        return _derived(tensor, meaning) if known else Tensor(NOTHING, tensor.flow)
    if isinstance(op, ast.Sub) and left is not tensor and number == 1 and meaning.kind == "probability":
        return Tensor(meaning, tensor.flow, tensor.last)
    small = isinstance(number, (int, float)) and 0 < abs(number) <= 1e-2
    if small and isinstance(op, (ast.Add, ast.Sub)) and left is tensor:
        return _derived(tensor, meaning)
    times = isinstance(op, ast.Mult) or (isinstance(op, ast.Div) and left is tensor)
    scaled = meaning.kind in ("non-negative", "positive", *distances.FAR) and _positive(number)
    if times and (number == 1 or scaled):
        return _derived(tensor, meaning)
    return Tensor(NOTHING, tensor.flow)


def _power(left: Value, right: Value) -> Value:
    """x ** 2 is never negative; x ** 1 is x."""
    tensor = left if isinstance(left, Tensor) else None
    exponent = right.value if isinstance(right, Const) else None
    if tensor is None:
        return Tensor(NOTHING)
    even = isinstance(exponent, (int, float)) and exponent > 0 and exponent % 2 == 0
    return distances.sized(tensor, distances.SQUARE) if even else Tensor(NOTHING, tensor.flow)


def _positive(number: Any) -> bool:
    return isinstance(number, (int, float)) and number > 0


def _derived(tensor: Tensor, meaning: Meaning) -> Tensor:
    return Tensor(meaning._replace(features=meaning.features), tensor.flow)


def _both(op: ast.operator, left: Tensor, right: Tensor) -> Value:
    if left.meaning.kind in REAL and right.meaning.kind in REAL:
        return Tensor(Meaning("raw", left.meaning.by, ndim=left.meaning.ndim), left.flow)
    if isinstance(op, ast.Div) and left.meaning.kind in REAL:
        return Tensor(Meaning("raw", left.meaning.by), left.flow)
    if isinstance(op, ast.Sub) and left.meaning.kind == right.meaning.kind and left.meaning.kind in DIFFER:
        return Tensor(Meaning("real"), left.flow)
    if isinstance(op, (ast.Add, ast.Sub)) and "raw" in (left.meaning.kind, right.meaning.kind):
        known = left if left.meaning.kind == "raw" else right
        other = right if known is left else left
        if other.meaning.kind in ("bounded", "non-negative", "positive", "clipped", "raw", "unknown"):
            return Tensor(Meaning("raw", known.meaning.by, ndim=known.meaning.ndim), known.flow)
    return Tensor(NOTHING, left.flow)


def negated(node: ast.UnaryOp, value: Value, frame: Frame) -> Value:
    """-x, +x, ~x."""
    if isinstance(value, Const) and isinstance(value.value, (int, float)):
        if isinstance(node.op, ast.USub):
            return Const(-value.value)
        return value if isinstance(node.op, ast.UAdd) else UNKNOWN
    if isinstance(value, Tensor):
        known = value.meaning.kind in REAL
        result = distances.negated(value) or _derived(value, value.meaning if known else NOTHING)
        if value.mean_of is not None and isinstance(node.op, ast.USub):
            result.mean_of = (value.mean_of[0], not value.mean_of[1])
        return result
    return UNKNOWN


def compared(op: ast.cmpop, left: Value, right: Value, node: ast.Compare) -> Value:
    """a == b, a is None, key in dict…"""
    if isinstance(op, (ast.Is, ast.IsNot)):
        return _identity(op, left, right)
    if isinstance(left, Position) or isinstance(right, Position):
        return _position(op, left, right, node)
    if isinstance(op, (ast.In, ast.NotIn)):
        return _membership(op, left, right)
    compare = ORDER.get(type(op))
    if compare is None or not (isinstance(left, Const) and isinstance(right, Const)):
        return UNKNOWN
    try:
        return Const(bool(compare(left.value, right.value)))
    except TypeError:
        return UNKNOWN


def _identity(op: ast.cmpop, left: Value, right: Value) -> Value:
    negate = isinstance(op, ast.IsNot)
    if isinstance(left, Const) and isinstance(right, Const):
        return Const((left.value is right.value) is not negate)
    other, constant = (left, right) if isinstance(right, Const) else (right, left)
    if isinstance(constant, Const) and isinstance(other, THINGS):
        return Const(negate)
    return UNKNOWN


def _membership(op: ast.cmpop, left: Value, right: Value) -> Value:
    if not isinstance(right, Seq) or right.rest is not None:
        return UNKNOWN
    if isinstance(left, External) and all(isinstance(item, External) for item in right.items):
        names = [item.name for item in right.items if isinstance(item, External)]
        return Const((left.name in names) is isinstance(op, ast.In))
    if not isinstance(left, Const):
        return UNKNOWN
    known = [item.value for item in right.items if isinstance(item, Const)]
    return Const((left.value in known) is isinstance(op, ast.In)) if len(known) == len(right.items) else UNKNOWN


def _position(op: ast.cmpop, left: Value, right: Value, node: ast.Compare) -> Value:
    """`i < len(layers) - 1` holds in every turn of a loop but the last."""
    index, limit = (left, node.comparators[0]) if isinstance(left, Position) else (right, node.left)
    assert isinstance(index, Position)
    if not _near_end(limit):
        return UNKNOWN
    if isinstance(op, (ast.Lt, ast.NotEq, ast.Gt)):
        return Const(not index.last)
    if isinstance(op, (ast.Eq, ast.GtE, ast.LtE)):
        return Const(index.last)
    return UNKNOWN


def _near_end(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and isinstance(node.right, ast.Constant)
