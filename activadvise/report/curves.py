"""Charts over training: in the terminal with plotille, as PNG, SVG or PDF with matplotlib, inside HTML as SVG."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from html import escape
from typing import Any

from activadvise.errors import BadValue, MissingExtra
from activadvise.report.blocks import Chart, plain_text
from activadvise.report.pictures import COLORS, FORMATS, MARKERS, without_numpy
from activadvise.report.plain import wrapped

AXIS, LONGEST, HEIGHT = 24, 60, 12  # columns of the labels, widest and usual height of the canvas
INKS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999")  # Okabe and Ito
DASHES = ("", "7 4", "2 3", "9 3 2 3")
WIDE, HIGH, LEFT, BOTTOM = 640, 300, 64, 40


def scaled(chart: Chart, value: float) -> float:
    """Where a value is drawn."""
    return math.log10(value) if chart.logarithmic else value


def told(chart: Chart, place: float) -> str:
    """The value that is drawn at a place."""
    return f"{10**place if chart.logarithmic else place:.2g}"


def terminal_chart(chart: Chart, width: int, color: bool) -> str:
    """The curves drawn with characters, each with a marker of its own; the markers are explained below."""
    import plotille

    marks = [MARKERS[index % len(MARKERS)] for index in range(len(chart.lines))]
    with without_numpy():
        figure = plotille.Figure()
        figure.width, figure.height = max(16, min(width - AXIS, LONGEST)), HEIGHT
        figure.with_colors, figure.color_mode = color, "names"
        figure.x_label, figure.y_label = chart.x_label, chart.y_label
        figure.y_ticks_fkt = lambda value, _: told(chart, value)
        figure.x_ticks_fkt = lambda value, _: f"{value:.0f}"
        figure.set_x_limits(*_range([x for line in chart.lines for x in line.xs], margin=0.0))
        figure.set_y_limits(*_range([scaled(chart, y) for line in chart.lines for y in line.ys], margin=0.02))
        for index, (line, mark) in enumerate(zip(chart.lines, marks, strict=True)):
            ink = COLORS[index % len(COLORS)] if color else None
            figure.plot(line.xs, [scaled(chart, y) for y in line.ys], lc=ink, marker=mark)
        text = str(figure.show(legend=False))
    drawn = "\n".join(row.replace("\u2800", " ").rstrip() for row in text.splitlines())
    key = "   ".join(f"{mark} {plain_text(line.label)}" for line, mark in zip(chart.lines, marks, strict=True))
    return f"{plain_text(chart.title)}\n{drawn}\n{wrapped(key, width)}"


def _range(values: Sequence[float], margin: float = 0.05) -> tuple[float, float]:
    low, high = min(values), max(values)
    if low == high:
        return low - 0.5, high + 0.5
    return low - margin * (high - low), high + margin * (high - low)


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
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)


def svg(chart: Chart) -> str:
    """A chart as an SVG element for a page."""
    low_x, high_x = _range([x for line in chart.lines for x in line.xs], margin=0.0)
    low_y, high_y = _range([scaled(chart, y) for line in chart.lines for y in line.ys])

    def place(x: float, y: float) -> str:
        across = LEFT + (x - low_x) / (high_x - low_x) * (WIDE - LEFT - 150)
        down = 16 + (high_y - y) / (high_y - low_y) * (HIGH - BOTTOM - 16)
        return f"{across:.1f},{down:.1f}"

    parts = []
    for index in range(5):
        y = low_y + (high_y - low_y) * index / 4
        (x1, y1), (x2, _) = place(low_x, y).split(","), place(high_x, y).split(",")
        parts.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y1}" stroke="#e3e7ee"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{float(y1) + 4:.1f}" text-anchor="end">{told(chart, y)}</text>')
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
