"""The critical (edge-of-chaos) pair of a function, from mean-field theory.

For pre-activations of variance q in a wide plain network with weight variance σ_w² / fan_in
and bias variance σ_b² (Poole 2016, Schoenholz 2017; Roberts, Yaida & Hanin 2022):

    χ⊥(q) = σ_w² E f'(√q z)²                     growth of gradients per layer
    χ∥(q) = σ_w² E z f(√q z) f'(√q z) / √q       slope of the map of variances
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from activadvise.formula.gaussian import expectation
from activadvise.formula.language import Formula

MARGIN = 1e-6
LARGEST = 60.0


@dataclass(frozen=True)
class Pair:
    """σ_w², σ_b² and the variance q they keep; `kind` as in the rule base."""

    weight_variance: float
    bias_variance: float
    length: float
    kind: str


def critical_pair(formula: Formula) -> Pair | None:
    """The pair at q = 1 where that is stable, else the half-stable one; None if there is none."""
    first = _at(formula, 1.0)
    if first is None:
        return None
    if abs(_slope(formula, 1.0) - 1.0) < MARGIN and abs(_slope(formula, 2.0) - 1.0) < MARGIN:
        return Pair(*first, 1.0, "any-length")
    if _slope(formula, 1.0) <= 1.0:
        return Pair(*first, 1.0, "stable")
    length = _root(formula)
    found = None if length is None else _at(formula, length)
    return None if found is None or length is None else Pair(*found, length, "half-stable")


def _at(formula: Formula, q: float) -> tuple[float, float] | None:
    """σ_w² and σ_b² with χ⊥ = 1 and fixed point q; None where σ_b² would be negative."""
    root = math.sqrt(q)
    slope = expectation(lambda z: formula.derivative(root * z) ** 2)
    if not slope > 0.0 or not math.isfinite(slope):
        return None
    weight = 1.0 / slope
    bias = q - weight * expectation(lambda z: formula.value(root * z) ** 2)
    return None if bias < -MARGIN else (weight, max(bias, 0.0))


def _slope(formula: Formula, q: float) -> float:
    """χ∥(q) at χ⊥(q) = 1."""
    root = math.sqrt(q)

    def product(z: float) -> float:
        value, slope = formula.both(root * z)
        return z * value * slope / root

    return expectation(product) / expectation(lambda z: formula.derivative(root * z) ** 2)


def _root(formula: Formula) -> float | None:
    """The smallest q above 1 where χ∥ falls to 1."""
    low = high = 1.0
    while _slope(formula, high) > 1.0:
        low, high = high, high * 1.25
        if high > LARGEST:
            return None
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _slope(formula, middle) > 1.0 else (low, middle)
    return 0.5 * (low + high)
