"""Gaussian moments agree with what is known analytically."""

from __future__ import annotations

import math

import pytest

from activadvise.formula import parse
from activadvise.formula.gaussian import moments
from activadvise.formula.properties import shape

ROOT_2PI = math.sqrt(2 * math.pi)


@pytest.mark.parametrize(
    ("text", "mean", "second", "slope_second"),
    [
        ("x", 0.0, 1.0, 1.0),
        ("max(x, 0)", 1 / ROOT_2PI, 0.5, 0.5),
        ("x ** 2", 1.0, 3.0, 4.0),
        ("abs(x)", 2 / ROOT_2PI, 1.0, 1.0),
        ("sin(x)", 0.0, (1 - math.exp(-2)) / 2, (1 + math.exp(-2)) / 2),
        ("exp(x)", math.exp(0.5), math.exp(2), math.exp(2)),
        (
            "where(x > 1.2345, 1, 0)",
            0.5 * math.erfc(1.2345 / math.sqrt(2)),
            0.5 * math.erfc(1.2345 / math.sqrt(2)),
            0.0,
        ),
        ("Phi(x)", 0.5, 1 / 3, 1 / (2 * math.pi * math.sqrt(3))),
    ],
)
def test_moments_are_exact(text: str, mean: float, second: float, slope_second: float) -> None:
    assert moments(parse(text)) == pytest.approx((mean, second, slope_second), abs=1e-8)


@pytest.mark.parametrize(
    ("text", "low", "high", "lipschitz", "left", "right", "monotone"),
    [
        ("max(x, 0)", 0.0, math.inf, 1.0, "exact", "no", "weak"),
        ("tanh(x)", -1.0, 1.0, 1.0, "asymptotic", "asymptotic", "strict"),
        ("x * Phi(x)", -0.169971, math.inf, 1.128904, "asymptotic", "no", "no"),
        ("x * clamp(x + 3, 0, 6) / 6", -0.375, math.inf, 1.5, "exact", "no", "no"),
        ("sin(x)", -1.0, 1.0, 1.0, "no", "no", "no"),
        ("x", -math.inf, math.inf, 1.0, "no", "no", "strict"),
        ("max(x, 0) ** 2", 0.0, math.inf, math.inf, "exact", "no", "weak"),
        ("where(x > 0, x, expm1(x))", -1.0, math.inf, 1.0, "asymptotic", "no", "strict"),
    ],
)
def test_the_shape_of_a_graph(
    text: str, low: float, high: float, lipschitz: float, left: str, right: str, monotone: str
) -> None:
    found = shape(parse(text))
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)
    assert found.lipschitz == pytest.approx(lipschitz, abs=1e-3)
    assert (found.left, found.right, found.monotone) == (left, right, monotone)
