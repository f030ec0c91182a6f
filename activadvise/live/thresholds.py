"""The thresholds of the rule base's symptoms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from activadvise.rulebase.records import Symptom

_HOUSE: ContextVar[dict[str, Symptom] | None] = ContextVar("house rules", default=None)


@contextmanager
def house_rules(paths: Sequence[str]) -> Iterator[None]:
    """Inside, thresholds and fixes are those of the built-in rules with these merged over them.

    Raises:
        BrokenRules: a file cannot be read or does not fit.
    """
    from activadvise.rulebase import load

    token = _HOUSE.set(load(paths).symptoms if paths else None)
    try:
        yield
    finally:
        _HOUSE.reset(token)


def symptom(name: str) -> Symptom:
    """A symptom of the rule base."""
    from activadvise.rulebase import load

    return (_HOUSE.get() or load().symptoms)[name]


def threshold(name: str, key: str) -> float:
    """One of its thresholds."""
    return symptom(name).thresholds[key]


def slope_share() -> float:
    """τ: the share of the steepest slope below which a function counts as flat.

    It is the slope tanh has left at the magnitude from which the rule base calls it saturated,
    1 - 0.99² = 0.02; the same share then serves every function.
    """
    return 1.0 - threshold("saturated-units", "tanh_magnitude") ** 2
