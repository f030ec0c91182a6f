"""A formula on tensors, value and slope together.

The slope is carried forward (dual numbers) instead of asked of autograd: where both branches of
a `where` are computed and one of them overflows, autograd multiplies infinity by zero.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor

from activadvise.formula.language import COMPARISONS, CONSTANTS, Formula

Dual = tuple[Tensor, Tensor]
_ROOT = math.sqrt(2 * math.pi)
COMPARE: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    ">": torch.gt,
    ">=": torch.ge,
    "<": torch.lt,
    "<=": torch.le,
}


def _density(x: Tensor) -> Tensor:
    return torch.exp(-0.5 * x * x) / _ROOT


def _tanh_slope(x: Tensor) -> Tensor:
    return 4 * torch.sigmoid(2 * x) * torch.sigmoid(-2 * x)


FUNCTIONS: dict[str, tuple[Callable[[Tensor], Tensor], Callable[[Tensor], Tensor]]] = {
    "exp": (torch.exp, torch.exp),
    "expm1": (torch.expm1, torch.exp),
    "log": (torch.log, torch.reciprocal),
    "log1p": (torch.log1p, lambda x: 1 / (1 + x)),
    "sqrt": (torch.sqrt, lambda x: 0.5 / torch.sqrt(x)),
    "abs": (torch.abs, torch.sign),
    "sign": (torch.sign, torch.zeros_like),
    "sin": (torch.sin, torch.cos),
    "cos": (torch.cos, lambda x: -torch.sin(x)),
    "tan": (torch.tan, lambda x: 1 + torch.tan(x) ** 2),
    "atan": (torch.atan, lambda x: 1 / (1 + x * x)),
    "tanh": (torch.tanh, _tanh_slope),
    "sigmoid": (torch.sigmoid, lambda x: torch.sigmoid(x) * torch.sigmoid(-x)),
    "softplus": (lambda x: torch.logaddexp(x, torch.zeros_like(x)), torch.sigmoid),
    "erf": (torch.erf, lambda x: 2 / math.sqrt(math.pi) * torch.exp(-x * x)),
    "Phi": (torch.special.ndtr, _density),
    "phi": (_density, lambda x: -x * _density(x)),
}


def evaluate(formula: Formula, x: Tensor) -> Dual:
    """f(x) and f'(x); one-sided where there is a kink."""
    return _Evaluation(x, {**CONSTANTS, **formula.parameters}).of(formula.tree)


class _Evaluation:
    def __init__(self, x: Tensor, names: Mapping[str, float]) -> None:
        self.x, self.names = x, names

    def of(self, node: ast.expr) -> Dual:
        if isinstance(node, ast.Constant):
            assert isinstance(node.value, (int, float))
            return self._constant(float(node.value))
        if isinstance(node, ast.Name):
            return self._constant(self.names[node.id]) if node.id in self.names else (self.x, torch.ones_like(self.x))
        if isinstance(node, ast.UnaryOp):
            value, slope = self.of(node.operand)
            return (-value, -slope) if isinstance(node.op, ast.USub) else (value, slope)
        if isinstance(node, ast.BinOp):
            return _binary(node.op, self.of(node.left), self.of(node.right))
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        return self._call(node.func.id, node.args)

    def _constant(self, value: float) -> Dual:
        return torch.full_like(self.x, value), torch.zeros_like(self.x)

    def _call(self, name: str, args: list[ast.expr]) -> Dual:
        if name == "where":
            test = args[0]
            assert isinstance(test, ast.Compare)
            left, right = self.of(test.left)[0], self.of(test.comparators[0])[0]
            holds = COMPARE[COMPARISONS[type(test.ops[0])]](left, right)
            return _select(holds, self.of(args[1]), self.of(args[2]))
        values = [self.of(arg) for arg in args]
        if name == "max":
            return _select(values[0][0] >= values[1][0], *values)
        if name == "min":
            return _select(values[0][0] <= values[1][0], *values)
        if name == "clamp":
            inner, low, high = values
            return _select(inner[0] < low[0], low, _select(inner[0] > high[0], high, inner))
        value, slope = FUNCTIONS[name]
        x, dx = values[0]
        return value(x), _times(dx, slope(x))


def _select(holds: Tensor, yes: Dual, no: Dual) -> Dual:
    return torch.where(holds, yes[0], no[0]), torch.where(holds, yes[1], no[1])


def _times(slope: Tensor, outer: Tensor) -> Tensor:
    """Chain rule; 0 · inf is 0 because a constant inner function has no slope at all."""
    return torch.where(slope == 0, torch.zeros_like(slope), slope * outer)


def _binary(op: ast.operator, left: Dual, right: Dual) -> Dual:
    (a, da), (b, db) = left, right
    if isinstance(op, ast.Add):
        return a + b, da + db
    if isinstance(op, ast.Sub):
        return a - b, da - db
    if isinstance(op, ast.Mult):
        return a * b, _times(da, b) + _times(db, a)
    if isinstance(op, ast.Div):
        return a / b, da / b - _times(db, a / (b * b))
    if isinstance(op, ast.Mod):
        return torch.remainder(a, b), da
    value = torch.pow(a, b)
    slope = _times(da, _times(b, torch.pow(a, b - 1)))
    return value, slope + _times(db, value * torch.log(a))
