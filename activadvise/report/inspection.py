"""An inspection → blocks: findings first, then the table."""

from __future__ import annotations

from activadvise.live.inspect.answer import Inspection, Layer
from activadvise.meaning.findings import Finding
from activadvise.report.blocks import Block, Bullets, Code, Fields, Grid, Text, Title
from activadvise.report.pages import page

COLUMNS = ["layer", "what", "zero", "dead", "saturated", "mean", "std", "var/in", "gradient", "gain", "fits"]


@page.register
def _inspection(answer: Inspection) -> list[Block]:
    summary = answer.summary
    blocks: list[Block] = [
        Title(f"{summary['model']}: {verdict(answer)}"),
        Bullets("Findings", [(f"{item.severity} {item.code}", found_text(item)) for item in answer.findings]),
        Grid(COLUMNS, [cells(layer) for layer in answer.layers]),
        Bullets("Not seen", [("", text) for text in answer.unseen]),
        Fields([("How", "; ".join(answer.notes)), ("Model", f"{summary['parameters']:,} parameters")]),
        Text("dead: units that are silent for every sample seen (units/samples behind the count); saturated: values "
             "where the slope is almost nil; gain: √(E w²·fan_in) as measured, beside the one that fits."),
        Code("Init", answer.code),
    ]  # fmt: skip
    return [block for block in blocks if any(block[-1:])]


def verdict(answer: Inspection) -> str:
    """The findings in a few words."""
    counts = [(answer.summary[name], name[:-1]) for name in ("errors", "warnings", "hints")]
    named = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count]
    return ", ".join(named) if named else "nothing wrong was found"


def found_text(item: Finding) -> str:
    """Message, place and fix."""
    place = f" ({item.file}:{item.line})" if item.file else ""
    fix = f" Fix: {item.fix.message}." if item.fix else ""
    return f"{item.message}{place}.{fix}"


def cells(layer: Layer) -> list[str]:
    """A row of the table; an empty cell means that the number has no meaning there."""
    dead = "" if layer.dead_units is None else f"{layer.dead_units}/{layer.units} ({layer.samples})"
    what = layer.function if layer.role == "hidden" else f"{layer.function} ({layer.role})"
    return [
        layer.layer, what, _share(layer.zero_fraction), dead, _share(layer.saturated_fraction),
        _number(layer.mean), _number(layer.std), _number(layer.variance_ratio), _number(layer.gradient_norm),
        _number(layer.gain), _number(layer.fitting_gain),
    ]  # fmt: skip


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2g}"
