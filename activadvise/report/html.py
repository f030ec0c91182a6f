"""An inspection as one self-contained HTML file with pictures drawn as SVG."""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape

from activadvise.live.inspect.answer import Inspection, Layer
from activadvise.report.inspection import COLUMNS, LEGEND, found_text, rows, samples, verdict

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1100px; padding: 0 1rem; color: #1c2330; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid #e3e7ee; }
th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; }
.error { border-left: 4px solid #c0392b; } .warning { border-left: 4px solid #d68910; }
.hint { border-left: 4px solid #5d6d7e; }
.finding { padding: .4rem .8rem; margin: .5rem 0; background: #f6f8fb; }
svg { width: 100%; height: auto; background: #fbfcfe; border: 1px solid #e3e7ee; }
"""
WIDTH, HEIGHT, MARGIN = 1000, 240, 50
BLUE, RED = "#3572b0", "#c0392b"


def render(answer: Inspection) -> str:
    """The whole page."""
    findings = "".join(
        f'<div class="finding {item.severity}"><b>{item.severity} {escape(item.code)}</b> '
        f"{escape(found_text(item))}</div>"
        for item in answer.findings
    )
    found = {item.layer for item in answer.findings}
    pictures = "".join(
        f"<h2>{title}</h2>{_bars(answer.layers, value, logarithmic, found)}"
        for title, value, logarithmic in _pictures()
    )
    head = "".join(f"<th>{escape(column)}</th>" for column in COLUMNS)
    table = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows(answer.layers)
    )
    said = [*answer.notes, *samples(answer.layers), *(f"not seen: {text}" for text in answer.unseen)]
    notes = "".join(f"<li>{escape(text)}</li>" for text in said)
    code = f"<h2>Init</h2><pre>{escape(answer.code)}</pre>" if answer.code else ""
    title = f"{escape(str(answer.summary['model']))}: {escape(verdict(answer))}"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"</head><body><h1>{title}</h1>{findings}{pictures}<h2>Layers</h2><table><tr>{head}</tr>{table}</table>"
        f"<p>{escape(LEGEND)}</p><h2>How</h2><ul>{notes}</ul>{code}</body></html>\n"
    )


def _pictures() -> list[tuple[str, Callable[[Layer], float | None], bool]]:
    return [
        ("Gradient norm by layer", lambda layer: layer.gradient_norm, True),
        ("Variance relative to the input", lambda layer: layer.variance_ratio, True),
        ("Dead units (share)", _dead_share, False),
        ("Saturated values (share)", lambda layer: layer.saturated_fraction, False),
    ]


def _dead_share(layer: Layer) -> float | None:
    return None if layer.dead_units is None or not layer.units else layer.dead_units / layer.units


def _bars(
    layers: list[Layer], value: Callable[[Layer], float | None], logarithmic: bool, found: set[str | None]
) -> str:
    """One bar per layer, in execution order, red where something was found.

    Every bar has its number as a tooltip and in the table; on a logarithmic scale 0 is a stub.
    """
    pairs = [(layer, number) for layer in layers if (number := value(layer)) is not None and math.isfinite(number)]
    if not pairs:
        return "<p>no layer has this number</p>"
    positive = [number for _, number in pairs if number > 0.0] or [1.0]
    low = math.floor(math.log10(min(positive))) - 1 if logarithmic else 0.0
    high = max(math.ceil(math.log10(max(positive))), low + 1) if logarithmic else 1.0
    heights = [(math.log10(number) if number > 0.0 else low) if logarithmic else number for _, number in pairs]
    step = (WIDTH - MARGIN) / len(pairs)
    parts = []
    for index, ((layer, number), height) in enumerate(zip(pairs, heights, strict=True)):
        size = max(1.0, (height - low) / (high - low) * (HEIGHT - 40))
        x, y = MARGIN + index * step, HEIGHT - 20 - size
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(1.0, step * 0.8):.1f}" height="{size:.1f}" '
            f'fill="{RED if layer.layer in found else BLUE}">'
            f"<title>{escape(layer.layer)} ({escape(layer.function)}): {number:.3g}</title></rect>"
        )
    top, bottom = (f"1e{int(high)}", f"1e{int(low)}") if logarithmic else ("1", "0")
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><text x="4" y="24" font-size="13">{top}</text>'
        f'<text x="4" y="{HEIGHT - 20}" font-size="13">{bottom}</text>{"".join(parts)}</svg>'
    )
