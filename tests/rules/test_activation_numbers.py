"""Every number of an activation, recomputed with PyTorch in float64."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from activadvise.formula import parse
from activadvise.rulebase import load
from activadvise.rulebase.records import Activation
from tests.rules.activation_reference import REFERENCE, length_slope, moments, slope

BASE = load()
ELEMENTWISE = sorted(name for name, entry in BASE.activations.items() if entry.kind == "elementwise")
GATED = sorted(name for name, entry in BASE.activations.items() if entry.kind == "gated")
CRITICAL = sorted(name for name, entry in BASE.activations.items() if entry.critical)
# PyTorch's own constants: 1/6 as a float32 in Hardsigmoid, the identity beyond 20 in softplus.
LOOSE = {"hardsigmoid": 1e-7, "softplus": 3e-9, "shifted_softplus": 3e-9, "sqrtsoftplus": 3e-9}

each = pytest.mark.parametrize("name", ELEMENTWISE)


def entry_of(name: str) -> Activation:
    return BASE.activations[name]


def grid(low: float = -24.0, high: float = 24.0, count: int = 1200) -> Tensor:
    """Points that miss every kink, since no kink lies at an odd multiple of 1/1000."""
    points = torch.linspace(low, high, count, dtype=torch.float64)
    return (points * 500).round() / 500 + 0.001


def at(name: str, x: float) -> float:
    return float(REFERENCE[name](torch.tensor([x], dtype=torch.float64))[0])


def slope_at(name: str, x: float) -> float:
    return float(slope(REFERENCE[name], torch.tensor([x], dtype=torch.float64))[0])


def near(value: float, tolerance: float = 1e-5) -> object:
    return pytest.approx(value, rel=tolerance, abs=tolerance)


def test_every_elementwise_entry_has_an_oracle() -> None:
    assert set(REFERENCE) == set(ELEMENTWISE)


@each
def test_formula_gives_the_values_of_pytorch(name: str) -> None:
    entry, x = entry_of(name), grid()
    formula = parse(entry.formula or "", entry.parameters)
    expected = REFERENCE[name](x)
    for point, value in zip(x.tolist(), expected.tolist(), strict=True):
        assert formula.value(point) == near(value, LOOSE.get(name, 1e-9)), point


@each
def test_derivative_agrees_with_autograd(name: str) -> None:
    entry, x = entry_of(name), grid()
    stated = parse(entry.derivative or "", entry.parameters)
    automatic = parse(entry.formula or "", entry.parameters)
    for point, value in zip(x.tolist(), slope(REFERENCE[name], x).tolist(), strict=True):
        assert stated.value(point) == near(value, LOOSE.get(name, 1e-8)), point
        assert automatic.derivative(point) == near(value, LOOSE.get(name, 1e-8)), point


@each
def test_value_at_zero(name: str) -> None:
    assert entry_of(name).f0 == near(at(name, 0.0))


@each
def test_range_holds_and_is_tight(name: str) -> None:
    bounds = entry_of(name).range
    assert bounds is not None
    values = REFERENCE[name](torch.cat([grid(), grid(-2, 2), torch.tensor([-600.0, 600.0], dtype=torch.float64)]))
    for bound, found in ((bounds.low, values.min()), (bounds.high, values.max())):
        if math.isinf(bound):
            assert abs(float(found)) > 5
            assert math.copysign(1, bound) == math.copysign(1, float(found))
        else:
            assert float(found) == pytest.approx(bound, abs=2e-3)
    assert bounds.low - 1e-6 <= float(values.min())
    assert float(values.max()) <= bounds.high + 1e-6


@each
def test_bounds_are_attained_where_it_is_said(name: str) -> None:
    bounds = entry_of(name).range
    assert bounds is not None
    inside = REFERENCE[name](grid(-0.6, 1.6))
    for sign, bound, attained, where in (
        (1, bounds.low, bounds.low_attained, bounds.low_at),
        (-1, bounds.high, bounds.high_attained, bounds.high_at),
    ):
        if where is not None:
            assert attained
            assert at(name, where) == near(bound)
            assert slope_at(name, where) == pytest.approx(0, abs=1e-3)
        elif attained:
            assert near(bound) in (at(name, -20.0), at(name, 20.0))
        else:
            assert bool((sign * inside > sign * bound).all())


@each
def test_lipschitz_constant(name: str) -> None:
    entry = entry_of(name)
    assert entry.lipschitz is not None
    if math.isinf(entry.lipschitz):
        x = torch.linspace(-1, 1, 200_001, dtype=torch.float64)
        jump = float((REFERENCE[name](x).diff().abs() / x.diff()).max())
        assert max(jump, abs(slope_at(name, 600.0))) > 900
        return
    ends = torch.tensor([-600.0, 0.0, 600.0], dtype=torch.float64)
    steepest = slope(REFERENCE[name], torch.cat([grid(), grid(-4, 4, 4001), ends]))
    assert float(steepest.abs().max()) == pytest.approx(entry.lipschitz, rel=1e-3)
    assert float(steepest.abs().max()) <= entry.lipschitz * (1 + 1e-5)
    if entry.lipschitz_at is not None:
        just_left = abs(slope_at(name, entry.lipschitz_at - 1e-9))
        assert max(just_left, abs(slope_at(name, entry.lipschitz_at))) == near(entry.lipschitz)


@each
def test_moments_and_gain(name: str) -> None:
    entry = entry_of(name)
    assert entry.moments is not None
    mean, second, slope_second = moments(REFERENCE[name])
    assert entry.moments.mean == near(mean)
    assert entry.moments.second == near(second)
    assert entry.moments.slope_second == near(slope_second)
    assert entry.gain == near(second**-0.5)


@pytest.mark.parametrize("name", GATED)
def test_moments_of_gated_units(name: str) -> None:
    """The product of independent a and b; the other factor is linear but for gated_tanh."""
    entry = entry_of(name)
    assert entry.moments is not None and entry.gate is not None
    _, gate, gate_slope = moments(REFERENCE[entry.gate])
    _, other, other_slope = moments(REFERENCE["sigmoid" if name == "gated_tanh" else "identity"])
    assert entry.moments.mean == 0
    assert entry.moments.second == near(gate * other)
    assert entry.moments.slope_second == near(gate_slope * other + gate * other_slope)
    assert entry.gain == near((gate * other) ** -0.5)


@pytest.mark.parametrize("name", CRITICAL)
def test_critical_pair_solves_its_equations(name: str) -> None:
    """χ⊥ = 1 and q* = σ_w² E f² + σ_b²; χ∥ = 1 where half-stable, at most 1 where stable."""
    pair, function = entry_of(name).critical, REFERENCE[name]
    assert pair is not None
    _, second, slope_second = moments(function, pair.length)
    assert pair.weight_variance * slope_second == near(1)
    assert pair.weight_variance * second + pair.bias_variance == near(pair.length)
    growth = pair.weight_variance * length_slope(function, pair.length)
    if pair.kind == "stable":
        assert growth <= 1 + 1e-5
    else:
        assert growth == near(1)
    if pair.kind == "any-length":
        x = grid()
        assert torch.allclose(function(3 * x), 3 * function(x))
    assert all(source in BASE.sources for source in pair.sources)


@each
def test_half_stable_is_said_only_where_unit_length_is_unstable(name: str) -> None:
    pair = entry_of(name).critical
    if pair and pair.kind == "half-stable":
        _, _, slope_second = moments(REFERENCE[name])
        assert length_slope(REFERENCE[name], 1.0) / slope_second > 1
