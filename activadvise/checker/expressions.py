"""What an expression may be."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import Any

from activadvise.checker import assumptions, calls, indexing, objects, operators, targets
from activadvise.checker.joins import chained, computed, join, join_all, options_of
from activadvise.checker.run import Frame
from activadvise.checker.values import (
    UNKNOWN,
    Const,
    External,
    Function,
    Instance,
    Layer,
    Map,
    Seq,
    Super,
    Tensor,
    Union,
    Unknown,
    Value,
)

BUILTINS = frozenset({
    "super", "isinstance", "len", "range", "enumerate", "zip", "list", "tuple", "dict", "getattr", "setattr", "sum",
    "reversed", "map", "sorted", "print", "float", "int", "str", "bool", "min", "max", "abs", "type", "hasattr",
    "callable", "iter", "next", "set", "any", "all", "filter", "vars", "id", "object", "staticmethod", "property",
})  # fmt: skip


def evaluate(node: ast.expr, frame: Frame) -> Value:
    """The value of an expression; what is not understood is unknown."""
    if isinstance(node, ast.Name):  # nearly half of all
        return lookup(node.id, frame)
    if isinstance(node, ast.Call):
        return calls.call_node(node, frame)
    handler = HANDLERS.get(type(node))
    return handler(node, frame) if handler is not None else UNKNOWN


def lookup(name: str, frame: Frame) -> Value:
    """The value of a name: in the function, around it, in the module, builtin."""
    scope: Frame | None = frame
    while scope is not None:
        found = scope.env.get(name)
        if found is not None:
            return found
        scope = scope.parent
    value = frame.module.lookup(name)
    if value is not None:
        return value
    if name in BUILTINS:
        return External(f"builtins.{name}")
    return Unknown(f"what {name} is")


def truth(value: Value) -> bool | None:
    """Whether a value counts as true; None when that is not known."""
    if isinstance(value, Const):
        return bool(value.value)
    if isinstance(value, (Instance, Layer, Function)):
        return True
    if isinstance(value, Seq) and value.rest is None:
        return bool(value.items)
    if isinstance(value, Union):
        found = {truth(option) for option in value.options}
        return found.pop() if len(found) == 1 else None
    return None


def _constant(node: ast.Constant, frame: Frame) -> Value:
    return Const(node.value)


def _attribute(node: ast.Attribute, frame: Frame) -> Value:
    owner = evaluate(node.value, frame)
    return objects.attribute(owner, node.attr, node, frame)


def _sequence(node: ast.Tuple | ast.List | ast.Set, frame: Frame) -> Value:
    items: list[Value] = []
    rest: Value | None = None
    for item in node.elts:
        if isinstance(item, ast.Starred):
            spread = indexing.elements(evaluate(item.value, frame), frame)
            both = chained(items, spread.items, spread.rest or rest)
            items, rest = both.items, both.rest
        else:
            items.append(evaluate(item, frame))
    return Seq(items, rest)


def _dict(node: ast.Dict, frame: Frame) -> Value:
    items: dict[Any, Value] = {}
    rest: Value | None = None
    for key, item in zip(node.keys, node.values, strict=True):
        value = evaluate(item, frame)
        name = evaluate(key, frame) if key is not None else UNKNOWN
        if isinstance(name, Const) and _hashable(name.value):
            items[name.value] = value
        elif key is None and isinstance(value, Map):
            items.update(value.items)
        else:
            rest = join(rest, value) if rest is not None else value
    return Map(items, rest)


def _hashable(value: Any) -> bool:
    return isinstance(value, (str, int, float, bool, bytes, type(None)))


def _ifexp(node: ast.IfExp, frame: Frame) -> Value:
    test = truth(evaluate(node.test, frame))
    if test is True:
        return evaluate(node.body, frame)
    if test is False:
        return evaluate(node.orelse, frame)
    asked = assumptions.sides(node.test, frame)
    known = assumptions.known(asked, frame.run.assumed)
    if known is not None:
        return evaluate(node.body if known else node.orelse, frame)
    sides = ((node.body, asked.yes), (node.orelse, asked.no))
    return join_all([assumptions.under(more, frame.run, partial(evaluate, side, frame)) for side, more in sides])


def _boolop(node: ast.BoolOp, frame: Frame) -> Value:
    stops = isinstance(node.op, ast.Or)
    result: Value | None = None
    for item in node.values:
        value = evaluate(item, frame)
        known = truth(value)
        if known is not None and known is not stops and item is not node.values[-1]:
            continue
        result = value if result is None else join(result, value)
        if known is stops:
            break
    return result or UNKNOWN


def _unary(node: ast.UnaryOp, frame: Frame) -> Value:
    value = evaluate(node.operand, frame)
    if isinstance(node.op, ast.Not):
        known = truth(value)
        return Const(not known) if known is not None else UNKNOWN
    return operators.negated(node, value, frame)


def _compare(node: ast.Compare, frame: Frame) -> Value:
    left = evaluate(node.left, frame)
    right = evaluate(node.comparators[0], frame)
    if len(node.ops) > 1:
        return UNKNOWN
    return operators.compared(node.ops[0], left, right, node)


def _subscript(node: ast.Subscript, frame: Frame) -> Value:
    owner = evaluate(node.value, frame)
    if isinstance(node.slice, ast.Slice):
        return indexing.sliced(
            owner, [_bound(part, frame) for part in (node.slice.lower, node.slice.upper, node.slice.step)]
        )
    index = evaluate(node.slice, frame)
    return indexing.item(owner, index, node, frame)


def _bound(node: ast.expr | None, frame: Frame) -> Value:
    return evaluate(node, frame) if node is not None else Const(None)


def _lambda(node: ast.Lambda, frame: Frame) -> Value:
    return Function(node, frame.module, frame, None, frame.cls)


def _comprehension(node: ast.ListComp | ast.SetComp | ast.GeneratorExp, frame: Frame) -> Value:
    inner = Frame(frame.run, frame.module, {}, frame, frame.self_value, frame.cls, frame.node)
    sources = []
    for generator in node.generators:
        over = indexing.elements(evaluate(generator.iter, inner), frame)
        sources.append(over)
        element = _any(over)
        targets.assign(generator.target, element, inner)
    if len(sources) == 1 and not node.generators[0].ifs and sources[0].rest is None and 0 < len(sources[0].items) <= 8:
        return Seq([_element(node, generator.target, item, inner) for item in sources[0].items])
    value = evaluate(node.elt, inner)
    return Seq([value], value)


def _element(node: Any, target: ast.expr, item: Value, inner: Frame) -> Value:
    targets.assign(target, item, inner)
    return evaluate(node.elt, inner)


def _entry(node: ast.DictComp, target: ast.expr, item: Value, inner: Frame) -> tuple[Value, Value]:
    targets.assign(target, item, inner)
    return evaluate(node.key, inner), evaluate(node.value, inner)


def _any(over: Seq) -> Value:
    found = [*over.items, *([over.rest] if over.rest is not None else [])]
    if not found:
        return UNKNOWN
    result = found[0]
    for value in found[1:]:
        result = join(result, value)
    return result


def _dictcomp(node: ast.DictComp, frame: Frame) -> Value:
    inner = Frame(frame.run, frame.module, {}, frame, frame.self_value, frame.cls, frame.node)
    first = node.generators[0]
    over = indexing.elements(evaluate(first.iter, inner), frame)
    if len(node.generators) == 1 and not first.ifs and over.rest is None and 0 < len(over.items) <= 8:
        known = [_entry(node, first.target, item, inner) for item in over.items]
        if all(isinstance(key, Const) and _hashable(key.value) for key, _ in known):
            return Map({key.value: value for key, value in known if isinstance(key, Const)})
    for generator in node.generators:
        targets.assign(generator.target, _any(indexing.elements(evaluate(generator.iter, inner), frame)), inner)
    return Map({}, evaluate(node.value, inner))


def _starred(node: ast.Starred, frame: Frame) -> Value:
    return evaluate(node.value, frame)


def _named(node: ast.NamedExpr, frame: Frame) -> Value:
    value = evaluate(node.value, frame)
    targets.assign(node.target, value, frame)
    return value


def _await(node: ast.Await | ast.YieldFrom, frame: Frame) -> Value:
    return evaluate(node.value, frame)


def _yield(node: ast.Yield, frame: Frame) -> Value:
    if node.value is not None:
        frame.yields.append(evaluate(node.value, frame))
    return UNKNOWN


def _text(node: ast.JoinedStr, frame: Frame) -> Value:
    return Unknown("a text")


def unwrapped(value: Value) -> list[Value]:
    """Alternatives without those that are None."""
    return [v for v in computed(value) if not (isinstance(v, Const) and v.value is None)] or [value]


def is_tensor(value: Value) -> bool:
    """Whether a value is a tensor in all its alternatives."""
    return all(isinstance(option, Tensor) for option in options_of(value))


HANDLERS: dict[type[ast.AST], Callable[[Any, Frame], Value]] = {
    ast.Constant: _constant, ast.Attribute: _attribute, ast.Tuple: _sequence, ast.List: _sequence,
    ast.Set: _sequence, ast.Dict: _dict, ast.IfExp: _ifexp, ast.BoolOp: _boolop, ast.UnaryOp: _unary,
    ast.Compare: _compare, ast.Subscript: _subscript, ast.Lambda: _lambda, ast.ListComp: _comprehension,
    ast.SetComp: _comprehension, ast.GeneratorExp: _comprehension, ast.DictComp: _dictcomp, ast.Starred: _starred,
    ast.NamedExpr: _named, ast.Await: _await, ast.YieldFrom: _await, ast.Yield: _yield, ast.JoinedStr: _text,
    ast.BinOp: lambda node, frame: operators.binary(node, frame),
}  # fmt: skip

__all__ = ["Super", "evaluate", "is_tensor", "lookup", "truth", "unwrapped"]
