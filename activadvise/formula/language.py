"""Parsing a formula and evaluating it together with its derivative."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping

from activadvise.english import counted
from activadvise.errors import BadFormula
from activadvise.formula.dual import BINARY, FUNCTIONS, Dual

__all__ = ["FUNCTIONS", "Formula", "parse"]

MAX_LENGTH = 600
MAX_DEPTH = 60
CONSTANTS = {"pi": math.pi}
COMPARISONS: dict[type[ast.cmpop], str] = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<="}
SPECIAL_ARITY = {"where": 3, "clamp": 3, "max": 2, "min": 2}


class Formula:
    """A checked formula.

    Attributes:
        text: as it was written.
        tree: its syntax tree, of whitelisted nodes only.
        parameters: default values of the names other than `x`.
    """

    def __init__(self, text: str, tree: ast.expr, parameters: Mapping[str, float]) -> None:
        self.text, self.tree, self.parameters = text, tree, dict(parameters)

    def both(self, x: float, **parameters: float) -> Dual:
        """f(x) and f'(x); infinities and NaN come out as such, nothing is raised."""
        names = {**CONSTANTS, **self.parameters, **parameters}
        return _evaluate(self.tree, x, names)

    def value(self, x: float, **parameters: float) -> float:
        """f(x)."""
        return self.both(x, **parameters)[0]

    def derivative(self, x: float, **parameters: float) -> float:
        """f'(x) by forward-mode automatic differentiation; one-sided where there is a kink."""
        return self.both(x, **parameters)[1]


def parse(text: str, parameters: Mapping[str, float] | None = None, variable: str = "x") -> Formula:
    """Read a formula of `x` and the `parameters`.

    Raises:
        BadFormula: anything outside the language, with what is allowed instead.
    """
    if len(text) > MAX_LENGTH:
        raise BadFormula(f"the formula has {len(text)} characters; at most {MAX_LENGTH} are allowed")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = error.msg if isinstance(error, SyntaxError) else "too deeply nested"
        raise BadFormula(f"{text!r} is not a formula: {message}") from None
    names = {variable, *CONSTANTS, *(parameters or {})}
    _check(tree, names, depth=0)
    return Formula(text, tree, parameters or {})


def _check(node: ast.expr, names: set[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise BadFormula(f"the formula is nested more than {MAX_DEPTH} deep")
    for child in _children(node, names):
        _check(child, names, depth + 1)


def _children(node: ast.expr, names: set[str]) -> list[ast.expr]:
    """The operands of a whitelisted node; raises BadFormula for every other node."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            raise BadFormula(f"{node.value!r} is not a number")
        if abs(node.value) > 1e300:
            raise BadFormula("a number in the formula is larger than 1e300")
        return []
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise BadFormula(f"unknown name {node.id!r} in the formula; it knows {', '.join(sorted(names))}")
        return []
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return [node.operand]
    if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
        return [node.left, node.right]
    if isinstance(node, ast.Call):
        return _arguments(node, names)
    raise BadFormula(
        f"{ast.unparse(node)[:40]!r} is not allowed in a formula; use numbers, names, + - * / ** %, "
        f"and {', '.join(sorted({*FUNCTIONS, *SPECIAL_ARITY}))}"
    )


def _arguments(node: ast.Call, names: set[str]) -> list[ast.expr]:
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)[:40]
    if name not in FUNCTIONS and name not in SPECIAL_ARITY:
        known = ", ".join(sorted({*FUNCTIONS, *SPECIAL_ARITY}))
        raise BadFormula(f"unknown function {name!r} in the formula; it knows {known}")
    arity = SPECIAL_ARITY.get(name, 1)
    if len(node.args) != arity or node.keywords:
        raise BadFormula(f"{name} takes {counted(arity, 'argument')}")
    if name != "where":
        return list(node.args)
    condition = node.args[0]
    if not (isinstance(condition, ast.Compare) and len(condition.ops) == 1 and type(condition.ops[0]) in COMPARISONS):
        raise BadFormula("the first argument of where must be a comparison such as x > 0")
    return [condition.left, condition.comparators[0], *node.args[1:]]


def _evaluate(node: ast.expr, x: float, names: Mapping[str, float]) -> Dual:
    if isinstance(node, ast.Constant):
        assert isinstance(node.value, (int, float))
        return float(node.value), 0.0
    if isinstance(node, ast.Name):
        return (names[node.id], 0.0) if node.id in names else (x, 1.0)
    if isinstance(node, ast.UnaryOp):
        value, slope = _evaluate(node.operand, x, names)
        return (-value, -slope) if isinstance(node.op, ast.USub) else (value, slope)
    if isinstance(node, ast.BinOp):
        left, right = _evaluate(node.left, x, names), _evaluate(node.right, x, names)
        return BINARY[type(node.op)](left, right)
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return _call(node.func.id, node.args, x, names)


def _call(name: str, args: list[ast.expr], x: float, names: Mapping[str, float]) -> Dual:
    if name == "where":
        condition = args[0]
        assert isinstance(condition, ast.Compare)
        left = _evaluate(condition.left, x, names)[0]
        right = _evaluate(condition.comparators[0], x, names)[0]
        holds = _compare(COMPARISONS[type(condition.ops[0])], left, right)
        return _evaluate(args[1] if holds else args[2], x, names)
    values = [_evaluate(arg, x, names) for arg in args]
    if name == "max":
        return max(values, key=lambda dual: dual[0])
    if name == "min":
        return min(values, key=lambda dual: dual[0])
    if name == "clamp":
        inner, low, high = values
        return low if inner[0] < low[0] else high if inner[0] > high[0] else inner
    return FUNCTIONS[name](values[0])


def _compare(operator: str, left: float, right: float) -> bool:
    if operator.startswith(">"):
        return left > right or (operator == ">=" and left == right)
    return left < right or (operator == "<=" and left == right)
