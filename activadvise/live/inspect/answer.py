"""What an inspection returns: plain data, importable without torch."""

from __future__ import annotations

from typing import Any, Literal

from activadvise.advise.answers import Answer, Part
from activadvise.meaning.findings import Finding


class Layer(Part, frozen=True, kw_only=True):
    """One call of an activation or of a weight layer, in execution order.

    Attributes:
        layer: its name; a reused module has one row per call ("act", "act#2").
        kind: what the row is about.
        function: the activation ("relu") or the kind of weight layer ("linear").
        after: the weight layers whose output it reads.
        samples: how many values of each unit were seen.
        zero_fraction: share of outputs that are exactly 0.
        dead_units: units that are flat (|f'| < τ·max|f'|) for every sample.
        saturated_fraction: share of values at which the function is flat.
        mean, std: of the pre-activations (of the output, for a weight layer).
        variance_ratio: second moment of the output over that of the model's input.
        gradient_norm: norm of the loss's gradient with respect to the output; for a gate of a
            recurrent layer, with respect to its recurrent weights.
        gain: √(E w² · fan_in) as measured; `fitting_gain` is 1/√(E f²) of the activation in front, whose output the
            layer reads, and 1 behind the model's input or a norm. (`initialize` counts by the activation that reads
            the layer, as torch.nn.init does: in a stack the two differ in the first and the last layer only.)
    """

    layer: str
    kind: Literal["activation", "weights", "recurrent"]
    function: str
    after: list[str] = []
    role: Literal["hidden", "gate", "output"] = "hidden"
    units: int | None = None
    samples: int | None = None
    zero_fraction: float | None = None
    dead_units: int | None = None
    saturated_fraction: float | None = None
    mean: float | None = None
    std: float | None = None
    variance_ratio: float | None = None
    gradient_norm: float | None = None
    gain: float | None = None
    fitting_gain: float | None = None
    file: str = ""
    line: int = 0


class Inspection(Answer, frozen=True, kw_only=True):
    """What was seen, and what of it is wrong.

    Attributes:
        summary: counts: layers, parameters, samples, findings by severity, verdicts.
        findings: most severe first; the code is the id of a symptom.
        layers: the table.
        unseen: what could not be looked into.
        notes: how the numbers came about (input, loss, mode).
    """

    summary: dict[str, Any]
    findings: list[Finding]
    layers: list[Layer]
    unseen: list[str] = []
    notes: list[str] = []
    code: str = ""
