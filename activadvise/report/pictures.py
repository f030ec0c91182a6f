"""Pictures of activations: in the terminal with plotille, as PNG, SVG or PDF with matplotlib."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from activadvise.advise.explanations import Curve
from activadvise.errors import BadValue, MissingExtra
from activadvise.formula import parse

REACH = 5.0
FORMATS = (".png", ".svg", ".pdf")
AXIS_WIDTH = 13
CANVASES = (100, 50, 20)  # widths whose ticks are round numbers on [-5, 5]
MARKERS = "o+x*#@"
COLORS = ("bright_cyan", "bright_yellow", "bright_magenta", "bright_green", "bright_red", "bright_blue")


Points = tuple[list[float], list[float]]


def points(curve: Curve, derivative: bool, count: int = 201) -> Points:
    """x in [-5, 5] and f(x) or f'(x), where they are finite."""
    formula = parse(curve.formula, curve.parameters)
    xs = [-REACH + 2 * REACH * index / (count - 1) for index in range(count)]
    ys = [formula.derivative(x) if derivative else formula.value(x) for x in xs]
    kept = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(y)]
    return [x for x, _ in kept], [y for _, y in kept]


def terminal_picture(curves: Sequence[Curve], width: int, height: int, color: bool, derivative: bool = False) -> str:
    """The curves drawn with characters; without color each of several has its own marker."""
    drawn = [points(curve, derivative) for curve in curves]
    canvas = next(size for size in CANVASES if size <= max(width - AXIS_WIDTH, CANVASES[-1]))
    with without_numpy():
        text = _drawn(drawn, [curve.name for curve in curves], canvas, height, color, "f'(x)" if derivative else "f(x)")
    return "\n".join(line.replace("\u2800", " ").rstrip() for line in text.splitlines())


def _drawn(curves: list[Points], labels: list[str], width: int, height: int, color: bool, axis: str) -> str:
    import plotille

    figure = plotille.Figure()
    figure.width, figure.height = width, height
    figure.with_colors, figure.color_mode = color, "names"
    figure.x_label, figure.y_label = "x", axis
    figure.y_ticks_fkt = figure.x_ticks_fkt = lambda value, _: f"{value:.2g}"
    figure.set_x_limits(-REACH, REACH)
    figure.set_y_limits(*_limits([ys for _, ys in curves]))
    for number, ((xs, ys), label) in enumerate(zip(curves, labels, strict=True)):
        marker = MARKERS[number % len(MARKERS)] if len(curves) > 1 and not color else None
        figure.plot(xs, ys, lc=COLORS[number % len(COLORS)] if color else None, label=label, marker=marker)
    return str(figure.show(legend=len(curves) > 1))


@contextmanager
def without_numpy() -> Iterator[None]:
    """plotille loads numpy, where installed, only to accept arrays; that costs a tenth of a second."""
    absent = "numpy" not in sys.modules
    if absent:
        sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            del sys.modules["numpy"]


def save_picture(curves: Sequence[Curve], path: str, derivative: bool) -> None:
    """Write the curves as PNG, SVG or PDF, by the ending of the path.

    Raises:
        BadValue: another ending, or a place that cannot be written.
        MissingExtra: matplotlib is not installed.
    """
    ending = os.path.splitext(path)[1].lower()
    if ending not in FORMATS:
        raise BadValue(f"--save {path}: the name must end in {', '.join(FORMATS)}.")
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("plot --save", "plot") from None
    figure = Figure(figsize=(7.0, 4.2), dpi=150, layout="constrained")
    axes = figure.add_subplot()
    axes.axhline(0.0, color="0.8", linewidth=0.8)
    axes.axvline(0.0, color="0.8", linewidth=0.8)
    drawn = [points(curve, derivative, count=2001) for curve in curves]
    for curve, (xs, ys) in zip(curves, drawn, strict=True):
        axes.plot(xs, ys, label=curve.name, linewidth=1.8)
    axes.set_xlabel("x")
    axes.set_ylabel("f'(x)" if derivative else "f(x)")
    axes.set_ylim(*_limits([ys for _, ys in drawn]))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    try:
        figure.savefig(path)
    except OSError as error:
        raise BadValue(f"--save {path}: {error.strerror}.") from None


def _limits(curves: list[list[float]]) -> tuple[float, float]:
    """Most of the curves, without the far end of a fast-growing one."""
    low = min(min(ys) for ys in curves)
    high = max(max(ys) for ys in curves)
    low, high = max(low, -REACH), min(high, REACH)
    margin = 0.06 * (high - low) or 1.0
    return low - margin, high + margin
