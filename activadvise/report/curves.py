"""Charts over training: in the terminal with plotille, as PNG, SVG or PDF with matplotlib, inside HTML as SVG."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from activadvise.errors import BadValue, MissingExtra
from activadvise.report.blocks import Chart, plain_text
from activadvise.report.pictures import COLORS, FORMATS, MARKERS, without_numpy
from activadvise.report.plain import wrapped

AXIS, LONGEST, HEIGHT = 24, 60, 12  # columns of the labels, widest and usual height of the canvas
INKS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999")  # Okabe and Ito
DASHES = ("", "7 4", "2 3", "9 3 2 3")
ROOM = 0.02  # of a terminal's chart, behind the last point
FLAT = 1e-6  # curves that differ by less than this share of their size are drawn as flat
WIDE, HIGH, LEFT, BOTTOM = 640, 300, 64, 40


def scaled(chart: Chart, value: float) -> float:
    """Where a value is drawn."""
    return math.log10(value) if chart.logarithmic else value


def ticks(
    low: float, high: float, count: int, logarithmic: bool = False, most: float = math.inf
) -> list[tuple[float, str]]:
    """Places at equal distances from low to high, with the values there in as many digits as tell them apart.

    What is above `most`, because a curve needs some room, has no label.
    """
    step = (high - low) / count
    places = [low + step * index for index in range(count + 1)]
    if logarithmic:
        return [(place, f"{10**place:.2g}") for place in places]
    decimals = -math.floor(math.log10(step / 5))
    leading = math.floor(math.log10(max(abs(low), abs(high)))) + 1
    if decimals > 7 or leading > 7:
        return [(place, f"{place:.{max(2, leading + decimals)}g}") for place in places]
    return [(place, f"{place:.{max(0, decimals)}f}" if place <= most else "") for place in places]


def terminal_chart(chart: Chart, width: int, color: bool) -> str:
    """The curves drawn with characters, each with a marker of its own; the markers are explained below."""
    import plotille

    marks = [MARKERS[index % len(MARKERS)] for index in range(len(chart.lines))]
    with without_numpy():
        figure = plotille.Figure()
        figure.width, figure.height = max(16, min(width - AXIS, LONGEST)), HEIGHT
        figure.with_colors, figure.color_mode = color, "names"
        figure.origin = False  # its line would look like a curve
        figure.x_label, figure.y_label = chart.x_label, chart.y_label
        (left, right), (low, high) = limits(chart, 0.0)
        right, high = right + ROOM * (right - left), high + ROOM * (high - low)  # the canvas ends before its end
        figure.set_x_limits(left, right)
        figure.set_y_limits(low, high)
        parts = figure.width // 10  # plotille labels every tenth column
        figure.x_ticks_fkt = _labels(ticks(left, left + (right - left) * 10 * parts / figure.width, parts))
        figure.y_ticks_fkt = _labels(ticks(low, high, HEIGHT, chart.logarithmic, chart.limits[1]))
        for index, (line, mark) in enumerate(zip(chart.lines, marks, strict=True)):
            ink = COLORS[index % len(COLORS)] if color else None
            figure.plot(line.xs, [scaled(chart, y) for y in line.ys], lc=ink, marker=mark)
        text = str(figure.show(legend=False))
    drawn = "\n".join(row.replace("\u2800", " ").rstrip() for row in text.splitlines())
    key = "   ".join(f"{mark} {plain_text(line.label)}" for line, mark in zip(chart.lines, marks, strict=True))
    return f"{plain_text(chart.title)}\n{drawn}\n{wrapped(key, width)}"


def _labels(found: list[tuple[float, str]]) -> Callable[[float, float], str]:
    """The label of the tick nearest to a value, as plotille asks for it."""
    return lambda value, _: min(found, key=lambda tick: abs(tick[0] - value))[1]


def limits(chart: Chart, margin: float = 0.05) -> tuple[tuple[float, float], tuple[float, float]]:
    """From where to where x and y reach; flat curves lie in the middle, and nothing beyond the chart's limits."""
    ys = [scaled(chart, y) for line in chart.lines for y in line.ys]
    low, high = _range(ys, margin)
    if not chart.logarithmic:
        low, high = max(low, chart.limits[0]), min(high, chart.limits[1])
    return _range([x for line in chart.lines for x in line.xs], 0.0), (low, high)


def _range(values: Sequence[float], margin: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    size = max(abs(low), abs(high)) or 1.0
    add = margin * (high - low) if high - low > FLAT * size else size / 2
    return low - add, high + add


def save_charts(charts: Sequence[Chart], path: str) -> None:
    """Write charts side by side as PNG, SVG or PDF, by the ending of the path.

    Raises:
        BadValue: another ending, or a place that cannot be written.
        MissingExtra: matplotlib is not installed.
    """
    if os.path.splitext(path)[1].lower() not in FORMATS:
        raise BadValue(f"--save {path}: the name must end in {', '.join(FORMATS)} or .html.")
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("compare --save", "plot") from None
    figure = Figure(figsize=(5.2 * len(charts), 3.8), dpi=150, layout="constrained")
    for number, chart in enumerate(charts):
        _draw(figure.add_subplot(1, len(charts), number + 1), chart)
    try:
        with matplotlib.rc_context({"svg.hashsalt": "activadvise"}):  # the same curves give the same file
            figure.savefig(path, metadata={"Date": None} if path.endswith(".svg") else None)
    except OSError as error:
        raise BadValue(f"--save {path}: {error.strerror}.") from None


def _draw(axes: Any, chart: Chart) -> None:
    styles = ("-", "--", ":", "-.")
    for number, line in enumerate(chart.lines):
        ink = INKS[number % len(INKS)]
        axes.plot(line.xs, line.ys, label=line.label, color=ink, linestyle=styles[number % 4], linewidth=1.8)
    axes.set_title(chart.title, fontsize=11)
    axes.set_xlabel(chart.x_label)
    if chart.logarithmic:
        axes.set_yscale("log")
    else:
        axes.ticklabel_format(axis="y", useOffset=False)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)


def svg(chart: Chart) -> str:
    """A chart as an SVG element for a page."""
    (low_x, high_x), (low_y, high_y) = limits(chart)

    def place(x: float, y: float) -> str:
        across = LEFT + (x - low_x) / (high_x - low_x) * (WIDE - LEFT - 150)
        down = 16 + (high_y - y) / (high_y - low_y) * (HIGH - BOTTOM - 16)
        return f"{across:.1f},{down:.1f}"

    parts = []
    for y, label in ticks(low_y, high_y, 4, chart.logarithmic, chart.limits[1]):
        (x1, y1), (x2, _) = place(low_x, y).split(","), place(high_x, y).split(",")
        parts.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y1}" stroke="#e3e7ee"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{float(y1) + 4:.1f}" text-anchor="end">{label}</text>')
    for index, x in enumerate((low_x, (low_x + high_x) / 2, high_x)):
        across = place(x, low_y).split(",")[0]
        label = f"{x:.4g}" + (f" {escape(chart.x_label)}" if index == 2 else "")
        parts.append(f'<text x="{across}" y="{HIGH - 14}" text-anchor="middle">{label}</text>')
    for index, line in enumerate(chart.lines):
        ink, dash = INKS[index % len(INKS)], DASHES[index % len(DASHES)]
        points = " ".join(place(x, scaled(chart, y)) for x, y in zip(line.xs, line.ys, strict=True))
        style = f'fill="none" stroke="{ink}" stroke-width="2" stroke-dasharray="{dash}"'
        key = 26 + 20 * index
        parts.append(f'<polyline points="{points}" {style}><title>{escape(line.label)}</title></polyline>')
        parts.append(f'<line x1="{WIDE - 140}" y1="{key}" x2="{WIDE - 108}" y2="{key}" {style}/>')
        parts.append(f'<text x="{WIDE - 102}" y="{key + 4}">{escape(line.label)}</text>')
    return f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" font-size="12">{"".join(parts)}</svg>'
