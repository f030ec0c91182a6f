"""Distances between vectors: sums of squared or absolute differences. Negated they are scores: the nearest wins."""

from __future__ import annotations

from activadvise.checker.values import Tensor, Value
from activadvise.meaning import REAL, Meaning

SQUARE, SIZE = "square", "absolute value"
FAR = {"distance": "negative-distance", "negative-distance": "distance"}  # kind → that of its negative


def sized(owner: Tensor, by: str) -> Tensor:
    """x ** 2 and |x|: of which the sum is a distance; a square of a real number is known to be not negative."""
    known = by == SQUARE and owner.meaning.kind in REAL
    return Tensor(Meaning("non-negative" if known else "unknown", by), owner.flow)


def summed(owner: Tensor, over_a_dim: bool) -> Tensor | None:
    """The sum over a dim of what `sized` gave; None for any other sum."""
    if not over_a_dim or owner.meaning.by not in (SQUARE, SIZE):
        return None
    return Tensor(Meaning("distance", f"sum of {owner.meaning.by}s"), owner.flow)


def negated(value: Value) -> Tensor | None:
    """-distance; None for anything else."""
    kind = FAR.get(value.meaning.kind) if isinstance(value, Tensor) else None
    return Tensor(value.meaning._replace(kind=kind), value.flow) if kind and isinstance(value, Tensor) else None
