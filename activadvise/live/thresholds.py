"""The thresholds of the rule base's symptoms."""

from __future__ import annotations

from activadvise.rulebase.records import Symptom


def symptom(name: str) -> Symptom:
    """A symptom of the rule base."""
    from activadvise.rulebase import load

    return load().symptoms[name]


def threshold(name: str, key: str) -> float:
    """One of its thresholds."""
    return symptom(name).thresholds[key]


def slope_share() -> float:
    """τ: the share of the steepest slope below which a function counts as flat.

    It is the slope tanh has left at the magnitude from which the rule base calls it saturated,
    1 - 0.99² = 0.02; the same share then serves every function.
    """
    return 1.0 - threshold("saturated-units", "tanh_magnitude") ** 2
