"""Gaussian expectations of a formula, by adaptive quadrature in pure Python."""

from __future__ import annotations

from collections.abc import Callable

from activadvise.formula.dual import normal_density
from activadvise.formula.language import Formula

TAIL = 12
TOLERANCE = 1e-12
NARROWEST = 1e-9
MOST_INTERVALS = 2000

# Gauss-Kronrod 7-15 nodes and weights on [-1, 1] (Kronrod 1965; QUADPACK).
NODES = (0.991455371120813, 0.949107912342759, 0.864864423359769, 0.741531185599394,
         0.586087235467691, 0.405845151377397, 0.207784955007898, 0.0)  # fmt: skip
KRONROD = (0.022935322010529, 0.063092092629979, 0.104790010322250, 0.140653259715525,
           0.169004726639267, 0.190350578064785, 0.204432940075298, 0.209482141084728)  # fmt: skip
GAUSS = {1: 0.129484966168870, 3: 0.279705391489277, 5: 0.381830050505119, 7: 0.417959183673469}


def moments(formula: Formula) -> tuple[float, float, float]:
    """E f(z), E f(z)², E f'(z)² for z ~ N(0, 1), to about 1e-9."""
    mean = expectation(lambda z: formula.both(z)[0])
    second = expectation(lambda z: formula.both(z)[0] ** 2)
    slope = expectation(lambda z: formula.both(z)[1] ** 2)
    return mean, second, slope


def expectation(function: Callable[[float], float]) -> float:
    """E g(z) for z ~ N(0, 1); the mass beyond ±12 (1e-33) is left out.

    Intervals are halved until the two rules agree: a kink costs about 30 halvings. A function
    that never agrees (fast oscillation, overflow) ends at a fixed number of intervals.
    """
    todo = [(float(low), low + 1.0) for low in range(-TAIL, TAIL)]
    total = 0.0
    for _ in range(MOST_INTERVALS):
        if not todo:
            break
        low, high = todo.pop()
        fine, coarse = _rules(function, low, high)
        if abs(fine - coarse) > TOLERANCE * max(1.0, abs(fine)) and high - low > NARROWEST:
            middle = 0.5 * (low + high)
            todo += [(low, middle), (middle, high)]
        else:
            total += fine
    return total + sum(_rules(function, low, high)[0] for low, high in todo)


def _rules(function: Callable[[float], float], low: float, high: float) -> tuple[float, float]:
    """Integral of g times the density: 15-point Kronrod and 7-point Gauss."""
    center, half = 0.5 * (low + high), 0.5 * (high - low)
    fine = coarse = 0.0
    for index, (node, weight) in enumerate(zip(NODES, KRONROD, strict=True)):
        value = _weighted(function, center + half * node)
        if node:
            value += _weighted(function, center - half * node)
        fine += weight * value
        coarse += GAUSS.get(index, 0.0) * value
    return half * fine, half * coarse


def _weighted(function: Callable[[float], float], z: float) -> float:
    return function(z) * normal_density(z)
