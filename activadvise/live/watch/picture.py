"""A run over time as a picture: the share of dead units of the worst layers, and their gradients."""

from __future__ import annotations

from html import escape

from activadvise.errors import BadValue, MissingExtra
from activadvise.live.watch.history import History

MOST_LINES = 8
COLORS = ("#3572b0", "#c0392b", "#27864a", "#d68910", "#7d3c98", "#117a65", "#5d6d7e", "#a04000")
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 340, 50, 200, 30, 40


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
    """The picture as text."""
    drawn = lines(history)
    last = max(1, max(step for points in drawn.values() for step, _ in points))
    inner, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    base = HEIGHT - BOTTOM
    parts = [f'<path d="M{LEFT} {TOP}V{base}H{WIDTH - RIGHT}" fill="none" stroke="#888"/>']
    for share in (0.0, 0.5, 1.0):
        y = TOP + (1 - share) * high
        parts.append(f'<text x="8" y="{y + 4:.0f}" font-size="12">{share:.0%}</text>')
    for index, (name, points) in enumerate(drawn.items()):
        color = COLORS[index % len(COLORS)]
        path = " ".join(f"{LEFT + step / last * inner:.1f},{TOP + (1 - share) * high:.1f}" for step, share in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        y = TOP + 16 * (index + 1)
        parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{y}" font-size="12" fill="{color}">{escape(name)}</text>')
    parts.append(f'<text x="{LEFT}" y="18" font-size="14">dead units by step (last: {last})</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>{"".join(parts)}</svg>\n'
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
