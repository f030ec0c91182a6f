"""The torch code of a formula computes the formula, with finite gradients everywhere."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from activadvise.formula import parse
from activadvise.formula.torch_code import statements

FORMULAS = [
    ("x * Phi(x)", {}),
    ("where(x > 0, x, exp(x) - 1)", {}),
    ("where(x <= 0, a * expm1(x), x)", {"a": 1.7}),
    ("max(x, 0) ** 2", {}),
    ("min(x, a)", {"a": 0.5}),
    ("max(x, -x)", {}),
    ("x * clamp(x + 3, 0, 6) / 6", {}),
    ("clamp(x, -abs(x), 1)", {}),
    ("x + sin(a * x) ** 2 / a", {"a": 2.0}),
    ("0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x ** 3)))", {}),
    ("softplus(x) - log(2)", {}),
    ("phi(x) + erf(x) - atan(x) + log1p(x ** 2) + sqrt(x ** 2 + 1) + sigmoid(x) + cos(x) + sign(x) * abs(x)", {}),
    ("-(x - 1) ** 2 * -x", {}),
    ("exp(-x ** 2 / (2 * s ** 2))", {"s": 0.5}),
]


def compiled(text: str, parameters: dict[str, float]) -> object:
    lines = statements(parse(text, parameters), {name: repr(v) for name, v in parameters.items()}, set(), 8)
    assert all(len(line) + 8 <= 88 for line in lines)
    space: dict[str, object] = {"torch": torch, "nn": nn, "math": math}
    exec("def f(x):\n" + "\n".join(f"    {line}" for line in lines), space)
    return space["f"]


@pytest.mark.parametrize(("text", "parameters"), FORMULAS)
def test_the_code_computes_the_formula(text: str, parameters: dict[str, float]) -> None:
    function = compiled(text, parameters)
    formula = parse(text, parameters)
    grid = torch.linspace(-6, 6, 97, dtype=torch.float64) + 0.013
    x = grid.clone().requires_grad_()
    y = function(x)  # type: ignore[operator]
    (slope,) = torch.autograd.grad(y.sum(), x)
    expected = [formula.both(float(value)) for value in grid]
    assert y.tolist() == pytest.approx([value for value, _ in expected], abs=1e-9)
    assert slope.tolist() == pytest.approx([value for _, value in expected], abs=1e-9)


@pytest.mark.parametrize("text", ["where(x > 0, x, exp(x) - 1)", "where(x < 0, exp(x), 1 + x)"])
def test_the_unused_branch_does_not_overflow(text: str) -> None:
    x = torch.tensor([-200.0, 200.0], requires_grad=True)
    (slope,) = torch.autograd.grad(compiled(text, {})(x).sum(), x)  # type: ignore[operator]
    assert torch.isfinite(slope).all()
