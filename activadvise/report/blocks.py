"""The pieces that every answer is laid out in; each format renders these and nothing else."""

from __future__ import annotations

import math
import re
from typing import NamedTuple, Union

from activadvise.advise.explanations import Curve

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Title(NamedTuple):
    """The answer in one line."""

    text: str


class Text(NamedTuple):
    """A paragraph."""

    text: str


class Fields(NamedTuple):
    """Labels and texts, one below the other."""

    rows: list[tuple[str, str]]


class Bullets(NamedTuple):
    """A titled list; an item is a short head and a text (either may be empty)."""

    title: str
    items: list[tuple[str, str]]


class Grid(NamedTuple):
    """A table."""

    columns: list[str]
    rows: list[list[str]]


class Code(NamedTuple):
    """Source text, shown letter by letter."""

    title: str
    text: str


class Drawing(NamedTuple):
    """A picture of an activation."""

    curve: Curve


class Line(NamedTuple):
    """A curve of a chart; x and y are of the same length, finite."""

    label: str
    xs: list[float]
    ys: list[float]


class Chart(NamedTuple):
    """Curves over training; `logarithmic` draws log10 of y, which lies within `limits` whatever the curves do."""

    title: str
    x_label: str
    y_label: str
    logarithmic: bool
    lines: list[Line]
    limits: tuple[float, float] = (-math.inf, math.inf)


Block = Union[Title, Text, Fields, Bullets, Grid, Code, Drawing, Chart]


def plain_text(text: str) -> str:
    """Without control characters: a rule file cannot send escape sequences to a terminal."""
    return CONTROL.sub("", text).replace("\t", "    ")
