"""What follows from a formula alone: an activation of a house rule needs to state nothing else.

Fields that were written are kept. Built-in activations state all their numbers; the tests
recompute them.
"""

from __future__ import annotations

import math
from typing import Any

from activadvise.errors import BadFormula
from activadvise.formula import Formula, parse
from activadvise.formula.critical import critical_pair
from activadvise.formula.gaussian import moments
from activadvise.formula.properties import Shape, shape

ROUND = 6
FROM_FORMULA = frozenset(
    {"range", "f0", "lipschitz", "lipschitz_at", "monotone", "saturates", "dies", "moments", "zero_centered", "gain",
     "init", "critical", "derivative", "derivative_text", "text", "smoothness", "cost", "zero_gradient"}
)  # fmt: skip
"""What a new formula makes stale in an existing entry."""


def with_derived(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of an elementwise activation, missing ones computed from the formula.

    A formula that cannot be read is left to the validation, which says where it stands.
    """
    text = fields.get("formula")
    if not isinstance(text, str) or fields.get("gate") or fields.get("kind", "elementwise") != "elementwise":
        return fields
    parameters = fields.get("parameters") or {}
    try:
        formula = parse(text, parameters)
        formula.both(1.0)
    except (BadFormula, TypeError):
        return fields
    computed = {**_from_shape(shape(formula)), **_from_moments(formula)}
    return {**{name: value for name, value in computed.items() if value is not None}, **_given(fields)}


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _from_shape(found: Shape) -> dict[str, Any]:
    low = {"low_attained": found.low_at is not None, "low_at": _rounded(found.low_at, found.left)}
    high = {"high_attained": found.high_at is not None, "high_at": _rounded(found.high_at, found.right)}
    return {
        "range": {"low": _round(found.low), "high": _round(found.high), **low, **high},
        "f0": _round(found.f0),
        "lipschitz": _round(found.lipschitz),
        "monotone": found.monotone,
        "saturates": {"left": found.left, "right": found.right},
        "dies": "exact" in (found.left, found.right),
    }


def _from_moments(formula: Formula) -> dict[str, Any]:
    mean, second, slope = moments(formula)
    if not all(map(math.isfinite, (mean, second, slope))) or second <= 0.0:
        return {}
    pair = critical_pair(formula)
    return {
        "moments": {"mean": _round(mean), "second": _round(second), "slope_second": _round(slope)},
        "zero_centered": abs(mean) < 1e-9,
        "gain": _round(1.0 / math.sqrt(second)),
        "init": "gain_normal",
        "critical": None
        if pair is None
        else {
            "weight_variance": _round(pair.weight_variance),
            "bias_variance": _round(pair.bias_variance),
            "length": _round(pair.length),
            "kind": pair.kind,
        },
    }


def _round(value: float) -> float:
    """Six significant digits, the precision of the built-in entries."""
    return float(f"{value:.{ROUND}g}") if math.isfinite(value) else value


def _rounded(value: float | None, side: str) -> float | None:
    """Where a bound is attained; a flat part has no single place."""
    return None if value is None or side == "exact" else _round(value)
