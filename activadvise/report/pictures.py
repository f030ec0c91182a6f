"""Pictures of activations: in the terminal with plotext, as PNG, SVG or PDF with matplotlib."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence

from activadvise.errors import BadValue, MissingExtra
from activadvise.formula import parse
from activadvise.rulebase import RuleBase, builtin

REACH = 5.0
FORMATS = (".png", ".svg", ".pdf")


def curve(name: str, base: RuleBase, derivative: bool, count: int = 201) -> tuple[list[float], list[float]]:
    """x in [-5, 5] and f(x) or f'(x); a gated activation shows its gate's function.

    Raises:
        BadValue: a function over a dim (softmax) has no curve.
    """
    activation = base.activations[name]
    if activation.gate:
        activation = base.activations[activation.gate]
    if not activation.formula:
        raise BadValue(f"{activation.name} works over a dim, not element by element: it has no curve to plot.")
    formula = parse(activation.formula, activation.parameters)
    xs = [-REACH + 2 * REACH * index / (count - 1) for index in range(count)]
    ys = [formula.derivative(x) if derivative else formula.value(x) for x in xs]
    kept = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(y)]
    return [x for x, _ in kept], [y for _, y in kept]


def terminal_picture(
    names: Sequence[str],
    width: int,
    height: int,
    color: bool,
    derivative: bool = False,
    base: RuleBase | None = None,
    ascii_only: bool = False,
) -> str:
    """The curves drawn with characters."""
    import plotext

    base = base or builtin()
    plotext.clear_figure()
    plotext.plotsize(width, height)
    plotext.theme("clear" if not color else "pro")
    plotext.canvas_color("default")
    plotext.axes_color("default")
    plotext.ticks_color("default")
    for number, name in enumerate(names):
        xs, ys = curve(name, base, derivative)
        label = base.activations[name].name + ("'" if derivative else "")
        marker = "*+ox#@%&"[number % 8] if ascii_only or (len(names) > 1 and not color) else "braille"
        plotext.plot(xs, ys, label=label, marker=marker)
    plotext.vline(0.0, "gray")
    text = str(plotext.build())
    if not color:
        text = plotext.uncolorize(text)
    return "\n".join(line.rstrip() for line in text.splitlines())


def save_picture(names: Sequence[str], path: str, derivative: bool, base: RuleBase) -> None:
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
    for name in names:
        xs, ys = curve(name, base, derivative, count=2001)
        axes.plot(xs, ys, label=base.activations[name].name, linewidth=1.8)
    axes.set_xlabel("x")
    axes.set_ylabel("f'(x)" if derivative else "f(x)")
    axes.set_ylim(*_limits([curve(name, base, derivative)[1] for name in names]))
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
