"""What is said of an activation's graph: monotone, smooth, centered, saturating, dying, sparse."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from activadvise.rulebase.records import Activation
from tests.rules.activation_reference import REFERENCE, Function, moments, slope
from tests.rules.test_activation_numbers import BASE, ELEMENTWISE, entry_of, grid

each = pytest.mark.parametrize("name", ELEMENTWISE)
FORMATS = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
CUTS = torch.cat([torch.arange(-24, 25) / 4, torch.tensor([10.0])]).double()  # every kink is one of these
BEYOND_EVERY_CLAMP = {-1: 6.3, 1: 10.5}
WITH_ZEROS = sorted(name for name in ELEMENTWISE if BASE.activations[name].zero_gradient)


@each
def test_monotone(name: str) -> None:
    x = grid()
    steps, slopes = REFERENCE[name](x).diff(), slope(REFERENCE[name], grid(-5, 5))
    falls = bool((steps < -1e-12).any())
    if entry_of(name).monotone == "no":
        assert falls and bool((steps > 1e-12).any())
        return
    assert not falls
    flat = float((slopes == 0).double().mean())
    assert (flat < 0.01) is (entry_of(name).monotone == "strict")


def jumps(function: Function) -> list[float]:
    """The largest jump of f, f' and f'' over all cuts, from values a millionth beside them."""
    h = 1e-6
    found = [
        (function(CUTS + h) - function(CUTS - h)).abs().max(),
        (slope(function, CUTS + h) - slope(function, CUTS - h)).abs().max(),
        (curvature(function, h) - curvature(function, -h)).abs().max(),
    ]
    return [float(jump) for jump in found]


def curvature(function: Function, h: float) -> Tensor:
    return (slope(function, CUTS + 2 * h) - slope(function, CUTS + h)) / h


@each
def test_smoothness(name: str) -> None:
    value, first, second = jumps(REFERENCE[name])
    found = "discontinuous" if value > 0.1 else "continuous" if first > 0.05 else "C1" if second > 0.3 else "analytic"
    assert entry_of(name).smoothness == found


@each
def test_zero_centered(name: str) -> None:
    assert entry_of(name).zero_centered is (abs(moments(REFERENCE[name])[0]) < 1e-9)


def tail(function: Function, side: int) -> str:
    """How the slope behaves far out: exactly zero, fading, or neither."""
    window = torch.linspace(0, 4, 200, dtype=torch.float64)
    beyond, near, far = (
        float(slope(function, side * (start + window)).abs().max()) for start in (BEYOND_EVERY_CLAMP[side], 150, 600)
    )
    if beyond == 0:
        return "exact"
    return "no" if far >= 0.9 * near and far > 0 else "asymptotic"


@each
def test_saturation_and_dying(name: str) -> None:
    entry = entry_of(name)
    assert entry.saturates is not None
    assert (entry.saturates.left, entry.saturates.right) == (tail(REFERENCE[name], -1), tail(REFERENCE[name], 1))
    assert entry.dies is ("exact" in (entry.saturates.left, entry.saturates.right))


@each
def test_sparse_means_exact_zeros_on_an_interval(name: str) -> None:
    x = grid(-5, 5)
    zeros = (REFERENCE[name](x) == 0) & (slope(REFERENCE[name], x) == 0)
    assert entry_of(name).sparse is (float(zeros.double().mean()) > 0.05)


@pytest.mark.parametrize("name", sorted(BASE.activations))
def test_meaning_fits_the_range(name: str) -> None:
    entry = entry_of(name)
    bounds = entry.range
    if bounds is None:
        return
    span = (bounds.low, bounds.high)
    expected = {
        "non-negative": (0, math.inf),
        "positive": (0, math.inf),
        "probability": (0, 1),
        "distribution": (0, 1),
        "log-probability": (-math.inf, 0),
        "log-distribution": (-math.inf, 0),
        "negative": (-math.inf, 0),
    }.get(entry.produces, span)
    assert span == expected
    assert (entry.produces == "positive") <= (not bounds.low_attained)
    assert (entry.produces == "bounded") <= all(map(math.isfinite, span))


def all_values(format: str) -> Tensor:
    """Every finite value of a 16-bit format, a dense set of float32; both below 10⁵."""
    if format == "fp32":
        bits = torch.arange(0, 0x7F800000, 129, dtype=torch.int64).to(torch.int32)
        positive = bits.view(torch.float32)
        positive = positive[(positive > 1e-2) & (positive < 1e5)]
        return torch.cat([-positive.flip(0), positive])
    bits = torch.arange(-(2**15), 2**15, dtype=torch.int32).to(torch.int16)
    values = bits.view(FORMATS[format])
    return values[torch.isfinite(values) & (values.abs() < 1e5)].sort().values


VALUES = {format: all_values(format) for format in FORMATS}


def zero_beyond(name: str, format: str) -> tuple[float | None, float | None]:
    """The last input from the left, the first to the right, where the gradient is exactly zero."""
    x = VALUES[format]
    alive = (slope(REFERENCE[name], x) != 0).nonzero().flatten()
    first, last = int(alive[0]), int(alive[-1])
    left = None if first == 0 else float(x[first - 1])
    right = None if last == len(x) - 1 else float(x[last + 1])
    return left, right


def same(stated: float | None, found: float | None) -> bool:
    if stated is None or found is None:
        return stated is found
    return math.isclose(stated, found, rel_tol=0.02, abs_tol=0.02)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", WITH_ZEROS)
def test_zero_gradient(name: str, format: str) -> None:
    stated = {zero.format: (zero.left, zero.right) for zero in entry_of(name).zero_gradient}
    left, right = stated.get(format, (None, None))  # type: ignore[call-overload]
    found = zero_beyond(name, format)
    assert same(left, found[0]) and same(right, found[1]), found


def test_entries_without_zeros_keep_a_gradient() -> None:
    silent = {"step", "hardshrink", "softshrink", "tanhshrink", "squareplus", "sqrtsoftplus", "sine"}
    for name in set(ELEMENTWISE) - set(WITH_ZEROS) - silent:
        for format in FORMATS:
            assert zero_beyond(name, format) == (None, None), (name, format)


def complete(entry: Activation) -> list[str]:
    """Fields that every elementwise entry fills."""
    fields = (
        "text formula derivative derivative_text range f0 lipschitz smoothness monotone zero_centered saturates "
        "dies sparse moments gain calculate_gain pros cons use history"
    )
    return [field for field in fields.split() if getattr(entry, field) in (None, [])]


@each
def test_entry_is_complete(name: str) -> None:
    assert complete(entry_of(name)) == []
