"""Mean-field theory of signal propagation, for any elementwise function.

Functions are given by rule-base id ("gelu"), by formula ("x * sigmoid(x)"), or as a torch
callable. A wide layer z' = W f(z) + b with W ~ N(0, σ_w²/fan_in) and b ~ N(0, σ_b²) maps the
variance q of its pre-activations by the length map, and the correlation c of two inputs by the
correlation map (Poole 2016, Schoenholz 2017).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from activadvise.live.functions import Function, Given, function

__all__ = [
    "Moments",
    "Pair",
    "Propagation",
    "correlation_map",
    "critical_pair",
    "expectation",
    "gain",
    "length_map",
    "moments",
    "propagate",
    "slopes",
]

TAIL = 12.0
TOLERANCE = 1e-12
DEEPEST = 26
CROWDED = 20_000
SEARCH = (1e-2, 1e2)

# Gauss-Kronrod 7-15 on [-1, 1] (Kronrod 1965; QUADPACK).
_HALF = [0.991455371120813, 0.949107912342759, 0.864864423359769, 0.741531185599394,
         0.586087235467691, 0.405845151377397, 0.207784955007898, 0.0]  # fmt: skip
_KRONROD = [0.022935322010529, 0.063092092629979, 0.104790010322250, 0.140653259715525,
            0.169004726639267, 0.190350578064785, 0.204432940075298, 0.209482141084728]  # fmt: skip
_GAUSS = [0.0, 0.129484966168870, 0.0, 0.279705391489277, 0.0, 0.381830050505119, 0.0, 0.417959183673469]


@dataclass(frozen=True)
class Moments:
    """For z ~ N(0, q): E f(z), E f(z)², E f'(z)²."""

    mean: float
    second: float
    slope_second: float

    @property
    def variance(self) -> float:
        """E f² - (E f)²."""
        return self.second - self.mean**2


@dataclass(frozen=True)
class Pair:
    """A critical pair: weights of variance σ_w²/fan_in, biases of variance σ_b².

    Attributes:
        length: the variance q* of the pre-activations at the fixed point.
        kind: "any-length" (every q is fixed, as for ReLU), "stable" (q = 1, deviations shrink),
            "half-stable" (q = 1 is unstable; the point of Roberts, Yaida and Hanin instead).
        stability: χ∥, the slope of the length map at q*.
    """

    weight_variance: float
    bias_variance: float
    length: float
    kind: Literal["any-length", "stable", "half-stable"]
    stability: float


@dataclass(frozen=True)
class Propagation:
    """What an infinitely wide plain stack does, layer by layer.

    Attributes:
        lengths: variance of the pre-activations of layers 1 … depth.
        variance_ratio: last over first.
        gradient_ratio: rms gradient at the first layer over that at the last.
    """

    lengths: list[float]
    variance_ratio: float
    gradient_ratio: float


def expectation(integrand: Callable[[Tensor], Tensor]) -> float:
    """E g(z) for z ~ N(0, 1), by adaptive quadrature to about 1e-10.

    Panels are halved where two rules disagree, so kinks and jumps anywhere cost a few halvings.
    """
    nodes = torch.tensor([*(-x for x in _HALF), *reversed(_HALF[:-1])], dtype=torch.float64)
    fine = torch.tensor([*_KRONROD, *reversed(_KRONROD[:-1])], dtype=torch.float64)
    coarse = torch.tensor([*_GAUSS, *reversed(_GAUSS[:-1])], dtype=torch.float64)
    center = torch.arange(-TAIL + 0.5, TAIL, 1.0, dtype=torch.float64)
    half = torch.full_like(center, 0.5)
    total, tolerance = 0.0, TOLERANCE
    for level in range(DEEPEST + 1):
        z = center[:, None] + half[:, None] * nodes
        values = integrand(z.flatten()).reshape(z.shape) * torch.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
        found = (values @ fine) * half
        if level == 0:
            tolerance *= max(1.0, float(found.abs().sum()))
        rough = (found - (values @ coarse) * half).abs() > tolerance
        if level == DEEPEST or len(rough) > CROWDED:
            rough = torch.zeros_like(rough)
        total += float(found[~rough].sum())
        center, half = center[rough], half[rough] / 2
        if not len(center):
            break
        center, half = torch.cat([center - half, center + half]), torch.cat([half, half])
    return total


def moments(f: Given, q: float = 1.0) -> Moments:
    """E f, E f² and E f'² for z ~ N(0, q)."""
    return _moments(function(f), q)


def gain(f: Given) -> float:
    """1/√E f(z)², z ~ N(0, 1): weights of std gain/√fan_in keep the variance 1."""
    return 1 / math.sqrt(moments(f).second)


def length_map(f: Given, q: float, weight_variance: float, bias_variance: float = 0.0) -> float:
    """Variance of the next pre-activations: σ_w² E f(√q z)² + σ_b²."""
    return weight_variance * moments(f, q).second + bias_variance


def slopes(f: Given, q: float, weight_variance: float) -> tuple[float, float]:
    """χ₁ and χ∥ at q: the factor of the squared gradient, and the slope of the length map."""
    found = function(f)
    return weight_variance * _moments(found, q).slope_second, weight_variance * _second_slope(found, q)


def correlation_map(f: Given, c: float, q: float, weight_variance: float, bias_variance: float = 0.0) -> float:
    """Correlation of two next pre-activations, for inputs of equal length q and correlation c."""
    found = function(f)
    second = _moments(found, q).second
    product = second if c >= 1.0 else _product(found, c, q)
    return (weight_variance * product + bias_variance) / (weight_variance * second + bias_variance)


def critical_pair(f: Given) -> Pair | None:
    """The pair that keeps signal and gradient at any depth, None where there is no usable one."""
    found = function(f)
    at_one = _moments(found, 1.0)
    if at_one.slope_second <= 0.0:
        return None
    weight = 1 / at_one.slope_second
    if _homogeneous(found):
        return Pair(1 / at_one.second, 0.0, 1.0, "any-length", 1.0)
    stability = weight * _second_slope(found, 1.0)
    bias = 1 - at_one.second * weight
    if bias >= 0.0 and stability <= 1.0:
        return Pair(weight, bias, 1.0, "stable", stability)
    length = _half_stable_length(found)
    if length is None:
        return None
    there = _moments(found, length)
    weight = 1 / there.slope_second
    bias = length - weight * there.second
    return Pair(weight, bias, length, "half-stable", 1.0) if bias >= 0.0 else None


def propagate(
    f: Given, depth: int, weight_variance: float, bias_variance: float = 0.0, first_length: float = 1.0
) -> Propagation:
    """Run the length map through a plain stack whose first pre-activations have a known variance.

    Args:
        f: the function between the layers.
        depth: number of layers.
        weight_variance: σ_w² of layers 2 … depth.
        bias_variance: σ_b² of the same.
        first_length: variance of the first layer's pre-activations.
    """
    found = function(f)
    lengths = [first_length]
    gradient = 0.0
    for _ in range(depth - 1):
        here = _moments(found, lengths[-1])
        lengths.append(weight_variance * here.second + bias_variance)
        gradient += 0.5 * math.log(max(weight_variance * here.slope_second, 1e-300))
        if not 1e-290 < lengths[-1] < 1e290:
            break
    return Propagation(lengths, lengths[-1] / lengths[0], math.exp(max(min(gradient, 700.0), -700.0)))


def _moments(f: Function, q: float) -> Moments:
    scale = math.sqrt(q)
    return Moments(
        mean=expectation(lambda z: f.both(scale * z)[0]),
        second=expectation(lambda z: f.both(scale * z)[0] ** 2),
        slope_second=expectation(lambda z: f.both(scale * z)[1] ** 2),
    )


def _second_slope(f: Function, q: float) -> float:
    """d/dq E f(√q z)² = E f f' z / √q."""
    scale = math.sqrt(q)

    def integrand(z: Tensor) -> Tensor:
        value, slope = f.both(scale * z)
        return value * slope * z

    return expectation(integrand) / scale


def _product(f: Function, c: float, q: float) -> float:
    """E f(√q u) f(√q v) for correlation c: the rule of equal steps in both directions."""
    scale, count = math.sqrt(q), 1601
    z = torch.linspace(-9.0, 9.0, count, dtype=torch.float64)
    weights = torch.exp(-0.5 * z * z)
    weights = weights / weights.sum()
    outer = f.value(scale * z) * weights
    total = 0.0
    for rows in torch.arange(count).split(200):
        v = c * z[rows, None] + math.sqrt(1 - c * c) * z[None, :]
        inner = (f.value((scale * v).flatten()).reshape(v.shape) * weights).sum(dim=1)
        total += float((outer[rows] * inner).sum())
    return total


def _homogeneous(f: Function) -> bool:
    """f(s·x) = s·f(x) for s > 0: ReLU and its kin."""
    x = torch.tensor([-5.0, -1.3, -0.2, 0.3, 1.1, 6.0], dtype=torch.float64)
    return bool(torch.allclose(f.value(3.7 * x), 3.7 * f.value(x), rtol=1e-9, atol=1e-12))


def _half_stable_length(f: Function) -> float | None:
    """The K at which χ∥ = χ₁, that is E f'² = d/dK E f²; the smallest in the searched range."""

    def excess(k: float) -> float:
        return _second_slope(f, k) - _moments(f, k).slope_second

    low, high = SEARCH
    steps = [low * (high / low) ** (index / 24) for index in range(25)]
    values = [excess(k) for k in steps]
    for a, b, at_a, at_b in zip(steps, steps[1:], values, values[1:], strict=False):
        if at_a > 0.0 >= at_b or at_a < 0.0 <= at_b:
            return _bisect(excess, a, b, at_a)
    return None


def _bisect(excess: Callable[[float], float], low: float, high: float, at_low: float) -> float:
    for _ in range(60):
        middle = math.sqrt(low * high)
        if (excess(middle) > 0.0) == (at_low > 0.0):
            low = middle
        else:
            high = middle
    return math.sqrt(low * high)
