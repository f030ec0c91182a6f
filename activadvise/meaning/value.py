"""The meaning of a tensor: what made it, over which dim, how many units."""

from __future__ import annotations

from typing import NamedTuple

REAL = frozenset({"raw", "real"})
"""Kinds of values that may be any number."""


class Meaning(NamedTuple):
    """What a tensor holds.

    Attributes:
        kind: what an activation produces ("distribution"), `raw` (straight out of a linear
            layer), `clipped` (real, but cut off below by its activation) or `unknown`.
        by: id of the activation, or the name of the layer for `raw`.
        dim: the dim a distribution was taken over; None when it is not known or has none.
        dim_given: False where the code left `dim` out.
        features: units of the last layer, while they are known.
        ndim: number of dims, where the layer fixes it (Conv2d: 4).
    """

    kind: str
    by: str = ""
    dim: int | None = None
    dim_given: bool = True
    features: int | None = None
    ndim: int | None = None


NOTHING = Meaning("unknown")
