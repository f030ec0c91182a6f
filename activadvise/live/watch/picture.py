"""A run over time as a picture: the share of dead units of the worst layers."""

from __future__ import annotations

from html import escape

from activadvise.errors import BadValue, MissingExtra
from activadvise.live.watch.history import History

MOST_LINES = 8
COLORS = ("#3572b0", "#c0392b", "#27864a", "#d68910", "#7d3c98", "#117a65", "#5d6d7e", "#a04000")
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, LINE = 760, 320, 56, 150, 36, 44, 15


def lines(history: History) -> dict[str, list[tuple[int, float]]]:
    """Layer → (step, share of dead or saturated units), for the layers with the largest shares."""
    found: dict[str, list[tuple[int, float]]] = {}
    for report in history.reports:
        for layer in report.layers:
            found.setdefault(layer.layer, []).append((report.step, layer.dead / max(1, layer.units)))
    worst = sorted(found, key=lambda name: -max(share for _, share in found[name]))[:MOST_LINES]
    return {name: found[name] for name in found if name in worst}


def save(history: History, path: str) -> None:
    """Write the picture.

    Raises:
        BadValue: another ending, or nothing was reported yet.
        MissingExtra: a .png without matplotlib.
    """
    if not history.reports:
        raise BadValue("there is nothing to draw yet: no window was finished.")
    if path.endswith(".svg"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(svg(history))
    elif path.endswith(".png"):
        _png(history, path)
    else:
        raise BadValue(f"{path}: the picture is an .svg or a .png.")


def svg(history: History) -> str:
    """The picture as text: a line for each layer, named at its end, and a mark where a layer went bad first."""
    drawn = lines(history)
    last = max(1, max(step for points in drawn.values() for step, _ in points))
    functions = {layer.layer: layer.function for report in history.reports for layer in report.layers}
    parts = [*_axes(last), *_events(history, drawn, last)]
    taken: list[float] = []
    for index, (name, points) in enumerate(drawn.items()):
        color = COLORS[index % len(COLORS)]
        path = " ".join(f"{_x(step, last):.1f},{_y(share):.1f}" for step, share in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2.5"/>')
        y = _free(_y(points[-1][1]), taken)
        text = escape(f"{name} ({functions[name]}): {points[-1][1]:.0%}")
        parts.append(_text(WIDTH - RIGHT + 8, y + 4, text, fill=color, weight="bold"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'role="img"><title>Dead units over training</title><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _axes(last: int) -> list[str]:
    """Grid lines at every quarter, ticks at round steps."""
    base = HEIGHT - BOTTOM
    parts = [_text(LEFT, 20, "share of units that are dead", size=14, fill="#1c2330", weight="bold")]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = _y(share)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#e3e7ee"/>')
        parts.append(_text(LEFT - 8, y + 4, f"{share:.0%}", anchor="end"))
    size = _round_step(last)
    for step in range(0, last + 1, size):
        parts.append(_text(_x(step, last), base + 18, f"{step:,}", anchor="middle"))
    parts.append(_text(WIDTH - RIGHT, base + 34, "step", anchor="end"))
    return parts


def _events(history: History, drawn: dict[str, list[tuple[int, float]]], last: int) -> list[str]:
    """Where a layer's units were first found dead."""
    parts = []
    for step, found in history.events:
        if found.layer in drawn and found.code == "dead-units":
            x = _x(step, last)
            parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="4 3"/>')
            parts.append(_text(x + 5, HEIGHT - BOTTOM - 8, escape(f"layer {found.layer}, step {step}")))
    return parts[: 2 * MOST_LINES]


def _x(step: int, last: int) -> float:
    return LEFT + step / last * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)


def _free(y: float, taken: list[float]) -> float:
    """The nearest place for a label that no other label has."""
    while any(abs(y - other) < LINE for other in taken):
        y -= 1
    taken.append(y)
    return y


def _round_step(last: int) -> int:
    """About six ticks, at 1, 2 or 5 times a power of ten."""
    power = int("1" + "0" * (len(str(last // 6 or 1)) - 1))
    return next(power * factor for factor in (1, 2, 5, 10) if last / (power * factor) <= 6)


def _text(
    x: float, y: float, text: str, size: int = 12, fill: str = "#5d6d7e", anchor: str = "start", weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{text}</text>'
    )


def _png(history: History, path: str) -> None:
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("a .png picture", "plot") from None
    figure = Figure(figsize=(7.6, 3.4), dpi=150, layout="constrained")
    axes = figure.add_subplot()
    for name, points in lines(history).items():
        axes.plot([step for step, _ in points], [share for _, share in points], label=name)
    axes.set_xlabel("step")
    axes.set_ylabel("share of dead units")
    axes.set_ylim(-0.02, 1.02)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path)
