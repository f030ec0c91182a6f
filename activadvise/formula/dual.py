"""Dual numbers: a value and its derivative, for forward-mode differentiation.

Every function is written so that it does not overflow where its result does not; a true
infinity comes out as `inf`, an undefined value as `nan`.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable

Dual = tuple[float, float]

SQRT_2 = math.sqrt(2.0)
SQRT_2_PI = math.sqrt(2.0 * math.pi)


def exp(x: float) -> float:
    """e^x, infinite instead of an error beyond 709.78."""
    return math.exp(x) if x < 709.78 else math.inf


def sigmoid(x: float) -> float:
    """1 / (1 + e^-x) without overflow on either side."""
    return 1.0 / (1.0 + exp(-x)) if x >= 0 else exp(x) / (1.0 + exp(x))


def softplus(x: float) -> float:
    """log(1 + e^x), accurate on both sides."""
    return max(x, 0.0) + math.log1p(exp(-abs(x)))


def normal_distribution(x: float) -> float:
    """P(Z <= x) for Z ~ N(0, 1); erfc keeps the left tail's digits."""
    return 0.5 * math.erfc(-x / SQRT_2)


def normal_density(x: float) -> float:
    """Density of N(0, 1)."""
    return exp(-0.5 * x * x) / SQRT_2_PI


def _times(slope: float, outer: float) -> float:
    """Chain rule; 0 · inf is 0 because a constant inner function has no slope at all."""
    return 0.0 if slope == 0.0 else slope * outer


def _log(x: float) -> float:
    return math.log(x) if x > 0 else -math.inf if x == 0 else math.nan


def _sqrt(x: float) -> float:
    return math.sqrt(x) if x >= 0 else math.nan


def _divide(a: float, b: float) -> float:
    if b == 0.0:
        return math.nan if a == 0.0 or math.isnan(a) else math.copysign(math.inf, a)
    return a / b


def _expm1(x: float) -> float:
    return math.expm1(x) if x < 709.78 else math.inf


def _finite(function: Callable[[float], float]) -> Callable[[float], float]:
    """sin, cos, tan of an infinite argument are undefined."""
    return lambda x: function(x) if math.isfinite(x) else math.nan


_sin, _cos, _tan = _finite(math.sin), _finite(math.cos), _finite(math.tan)


def _unary(value: Callable[[float], float], slope: Callable[[float], float]) -> Callable[[Dual], Dual]:
    return lambda z: (value(z[0]), 0.0 if z[1] == 0.0 else _times(z[1], slope(z[0])))


def _sign(x: float) -> float:
    return math.copysign(1.0, x) if x else 0.0


FUNCTIONS: dict[str, Callable[[Dual], Dual]] = {
    "exp": _unary(exp, exp),
    "expm1": _unary(_expm1, exp),
    "log": _unary(_log, lambda x: _divide(1.0, x)),
    "log1p": _unary(lambda x: _log(1.0 + x) if x <= -1 else math.log1p(x), lambda x: _divide(1.0, 1.0 + x)),
    "sqrt": _unary(_sqrt, lambda x: _divide(0.5, _sqrt(x))),
    "abs": _unary(abs, _sign),
    "sign": _unary(_sign, lambda x: 0.0),
    "sin": _unary(_sin, _cos),
    "cos": _unary(_cos, lambda x: -_sin(x)),
    "tan": _unary(_tan, lambda x: 1.0 + _tan(x) ** 2),
    "atan": _unary(math.atan, lambda x: 1.0 / (1.0 + x * x)),
    "tanh": _unary(math.tanh, lambda x: 4.0 * sigmoid(2.0 * x) * sigmoid(-2.0 * x)),
    "sigmoid": _unary(sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "softplus": _unary(softplus, sigmoid),
    "erf": _unary(math.erf, lambda x: 2.0 / math.sqrt(math.pi) * exp(-x * x)),
    "Phi": _unary(normal_distribution, normal_density),
    "phi": _unary(normal_density, lambda x: -x * normal_density(x)),
}


def _power(base: Dual, exponent: Dual) -> Dual:
    (a, da), (b, db) = base, exponent
    try:
        value = math.pow(a, b)
        slope = 0.0 if da == 0.0 or b == 0.0 else da * b * math.pow(a, b - 1.0)
        if db != 0.0:
            slope += db * value * _log(a)
    except OverflowError:
        return math.inf, math.inf
    except ValueError:
        return math.nan, math.nan
    return value, slope


def _remainder(a: Dual, b: Dual) -> Dual:
    return (math.nan, math.nan) if b[0] == 0.0 or math.isinf(a[0]) else (a[0] % b[0], a[1])


BINARY: dict[type[ast.operator], Callable[[Dual, Dual], Dual]] = {
    ast.Add: lambda a, b: (a[0] + b[0], a[1] + b[1]),
    ast.Sub: lambda a, b: (a[0] - b[0], a[1] - b[1]),
    ast.Mult: lambda a, b: (a[0] * b[0], _times(a[1], b[0]) + _times(b[1], a[0])),
    ast.Div: lambda a, b: (
        _divide(a[0], b[0]),
        _divide(a[1], b[0]) - (_divide(_times(b[1], a[0]), b[0] * b[0]) if b[1] else 0.0),
    ),
    ast.Mod: _remainder,
    ast.Pow: _power,
}
