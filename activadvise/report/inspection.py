"""An inspection → blocks: findings first, then the table."""

from __future__ import annotations

from activadvise.english import counted
from activadvise.live.inspect.answer import Inspection, Layer
from activadvise.meaning.findings import Finding
from activadvise.report.blocks import Block, Bullets, Code, Fields, Grid, Text, Title
from activadvise.report.pages import page

COLUMNS = ["layer", "what", "zero", "dead", "sat.", "mean±std", "var", "grad", "gain/fit"]
SHORT = {"convolution": "conv", "transposed convolution": "convT", "embedding": "embed"}
LEGEND = (
    "zero: outputs that are 0; dead: units silent for every sample seen, of how many; sat.: values where the slope is "
    "almost nil; mean±std: of what goes into an activation, or comes out of a layer; var: variance relative to the "
    "input; grad: norm of the gradient; gain/fit: √(E w²·fan_in) as measured, and the one that fits the activation in "
    "front of the layer (1 behind the input or a norm)."
)
LONGEST = 26


@page.register
def _inspection(answer: Inspection) -> list[Block]:
    summary = answer.summary
    blocks: list[Block] = [
        Title(f"{summary['model']}: {verdict(answer)}"),
        Bullets("Findings", [(f"{item.severity} {item.code}", found_text(item)) for item in answer.findings]),
        Grid(COLUMNS, rows(answer.layers)),
        Bullets("Not seen", [("", text) for text in answer.unseen]),
        Fields([("How", "; ".join([*answer.notes, *samples(answer.layers)])),
                ("Model", counted(summary["parameters"], "parameter"))]),
        Text(LEGEND),
        Code("Init", answer.code),
    ]  # fmt: skip
    return [block for block in blocks if any(block[-1:])]


def verdict(answer: Inspection) -> str:
    """The findings in a few words."""
    counts = [(answer.summary[name], name[:-1]) for name in ("errors", "warnings", "hints")]
    return ", ".join(counted(count, word) for count, word in counts if count) or "nothing wrong was found"


def found_text(item: Finding) -> str:
    """Message, place and fix."""
    place = f" ({item.file}:{item.line})" if item.file else ""
    fix = f" Fix: {item.fix.message}." if item.fix else ""
    return f"{item.message}{place}.{fix}"


def samples(layers: list[Layer]) -> list[str]:
    """How many samples of each unit were seen, where all activations saw as many."""
    counts = {layer.samples for layer in layers if layer.dead_units is not None}
    return [f"samples of each unit: {counts.pop()}"] if len(counts) == 1 else []


def rows(layers: list[Layer]) -> list[list[str]]:
    """The rows of the table; the sample count stands in them where it differs."""
    return [cells(layer, not samples(layers)) for layer in layers]


def cells(layer: Layer, counted: bool) -> list[str]:
    """A row of the table; an empty cell means that the number has no meaning there."""
    count = f" ({layer.samples})" if counted else ""
    dead = "" if layer.dead_units is None else f"{layer.dead_units}/{layer.units}{count}"
    function = SHORT.get(layer.function, layer.function)
    what = function if layer.role == "hidden" else f"{function} ({layer.role})"
    spread = "" if layer.mean is None else f"{_number(layer.mean)}±{_number(layer.std)}"
    gain = "" if layer.gain is None else f"{_number(layer.gain)}/{_number(layer.fitting_gain) or '?'}"
    return [
        _name(layer.layer), what, _share(layer.zero_fraction), dead, _share(layer.saturated_fraction), spread,
        _number(layer.variance_ratio), _number(layer.gradient_norm), gain,
    ]  # fmt: skip


def _name(layer: str) -> str:
    """A long name by its end; findings and JSON have it whole."""
    return layer if len(layer) <= LONGEST else "…" + layer[1 - LONGEST :]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _number(value: float | None) -> str:
    """Two digits, and one beside a power of ten: 0.25, 2e-6."""
    if value is None:
        return ""
    text = f"{value:.2g}"
    if "e" not in text:
        return text
    digits, _, exponent = f"{value:.0e}".partition("e")
    return f"{digits}e{int(exponent)}"
