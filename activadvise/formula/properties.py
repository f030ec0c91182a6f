"""What a formula's graph is like: range, slope, saturation, found numerically.

Used for activations of house rules, which need to state nothing but their formula. The
numbers of the built-in activations stand in the rule base and are checked by the tests.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from activadvise.formula.language import Formula

REACH = 40.0
STEP = 1 / 32
FAR = (1e3, 1e6)
TINY = 1e-9


@dataclass(frozen=True)
class Shape:
    """Properties of f on the real line.

    Attributes:
        low, high: infimum and supremum; infinite when f keeps growing.
        low_at, high_at: where they are attained, None when they are not.
        f0: f(0).
        lipschitz: supremum of |f'|, infinite when the slope keeps growing.
        left, right: "exact" (zero slope), "asymptotic" (slope tends to zero) or "no".
        monotone: "strict", "weak" or "no".
    """

    low: float
    high: float
    low_at: float | None
    high_at: float | None
    f0: float
    lipschitz: float
    left: str
    right: str
    monotone: str


def shape(formula: Formula) -> Shape:
    """Examine f on a grid of [-40, 40] and at ±1e3 and ±1e6."""
    count = int(2 * REACH / STEP) + 1
    grid = [-REACH + STEP * index for index in range(count)]
    values = [formula.value(x) for x in grid]
    slopes = [formula.derivative(x) for x in grid]
    low, low_at = _extremum(formula, grid, values, sign=1.0)
    high, high_at = _extremum(formula, grid, values, sign=-1.0)
    return Shape(
        low=low,
        high=high,
        low_at=low_at,
        high_at=high_at,
        f0=formula.value(0.0),
        lipschitz=_steepest(formula, grid, slopes),
        left=_saturation(formula, -1.0),
        right=_saturation(formula, 1.0),
        monotone=_monotone(values),
    )


def _extremum(formula: Formula, grid: list[float], values: list[float], sign: float) -> tuple[float, float | None]:
    """Infimum (sign 1) or supremum (sign -1), and where it is attained."""
    best = min(range(len(grid)), key=lambda index: sign * values[index])
    at = _refine(formula, grid[best], sign)
    value = formula.value(at)
    for side in (-1.0, 1.0):
        far = formula.value(side * FAR[1])
        if sign * far < sign * value - 1.0:
            return -sign * math.inf, None
        if sign * far < sign * value - TINY:
            return far, None
        if abs(far - value) <= TINY and side * at > REACH - 1 and formula.derivative(side * 10.0) != 0.0:
            return far, None
    return value, at


def _refine(formula: Formula, start: float, sign: float) -> float:
    """Golden-section search around the best grid point."""
    low, high = start - STEP, start + STEP
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    for _ in range(60):
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        if sign * formula.value(a) <= sign * formula.value(b):
            high = b
        else:
            low = a
    found = 0.5 * (low + high)
    return start if sign * formula.value(start) <= sign * formula.value(found) else found


def _steepest(formula: Formula, grid: list[float], slopes: list[float]) -> float:
    steep = 10.0 * max(map(abs, slopes)) + 1.0
    if any(abs(formula.derivative(side * FAR[1])) > steep for side in (-1, 1)):
        return math.inf
    best = max(range(len(grid)), key=lambda index: abs(slopes[index]))
    fine = [grid[best] + STEP * k / 2000 for k in range(-2000, 2001)]
    return max(abs(formula.derivative(x)) for x in fine)


def _saturation(formula: Formula, side: float) -> str:
    if all(formula.derivative(side * x) == 0.0 for x in (8.0, 10.0, 12.0, 15.0)):
        return "exact"
    far = max(abs(formula.derivative(side * x)) for x in FAR)
    return "asymptotic" if far < 1e-5 else "no"


def _monotone(values: list[float]) -> str:
    steps = [b - a for a, b in itertools.pairwise(values)]
    if any(step < -TINY for step in steps) and any(step > TINY for step in steps):
        return "no"
    inner = steps[len(steps) // 2 - 64 : len(steps) // 2 + 64]
    return "strict" if all(inner) else "weak"
