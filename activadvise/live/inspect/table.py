"""Rows of numbers → the layers of the answer."""

from __future__ import annotations

import os
from typing import Literal

from activadvise.live.calls import ActivationCall, WeightCall
from activadvise.live.inspect.answer import Layer
from activadvise.live.inspect.statistics import Collector, Row
from activadvise.live.trace import Recorder


def table(collector: Collector, recorder: Recorder, second_in: float | None) -> list[Layer]:
    """One layer per row; variances are relative to the input's second moment."""
    if second_in is None or second_in == 0.0:
        second_in = next((row.second for row in collector.rows if row.second > 0.0), 1.0)
    return [_layer(row, recorder, second_in) for row in collector.rows]


def _layer(row: Row, recorder: Recorder, second_in: float) -> Layer:
    call = row.call
    place = call.place if call else None
    judged = row.flat.any and row.left is not None
    return Layer(
        layer=row.layer,
        kind=row.kind,  # type: ignore[arg-type]
        function=row.function,
        after=list(call.after) if call else [],
        role=role(row),
        units=row.units or None,
        samples=row.samples or None,
        zero_fraction=row.zero,
        dead_units=row.dead if row.flat.any else None,
        saturated_fraction=(row.left or 0.0) + (row.right or 0.0) if judged else None,
        mean=row.mean,
        std=row.std,
        variance_ratio=row.second / second_in,
        gradient_norm=row.gradient,
        gain=measured_gain(row),
        fitting_gain=fitting_gain(call, recorder) if isinstance(call, WeightCall) else None,
        file=relative(place.file) if place else "",
        line=place.line if place else 0,
    )


def role(row: Row) -> Literal["hidden", "gate", "output"]:
    """A gate is multiplied with another signal, or a step of a longer formula; no weight layer reads an output."""
    call = row.call
    if row.kind == "recurrent":
        return "hidden" if row.function != "sigmoid" else "gate"
    if not isinstance(call, ActivationCall):
        return "hidden"
    if not call.read and not call.part:
        return "output"
    return "gate" if call.gate or call.part else "hidden"


def measured_gain(row: Row) -> float | None:
    """√(E w² · fan_in)."""
    call = row.call
    if row.mean_square_weight is None or not isinstance(call, WeightCall) or call.kind == "embedding":
        return None
    return float((row.mean_square_weight * call.fan_in) ** 0.5)


def fitting_gain(call: WeightCall, recorder: Recorder) -> float | None:
    """The gain of what the layer reads: 1/√E f² of the activation in front of it, else 1."""
    if call.kind == "embedding":
        return None
    before = call.before.activation
    if before is None or call.before.normed:
        return 1.0
    entry = recorder.activations[before].entry
    return entry.gain if entry is not None else None


def relative(path: str) -> str:
    """Relative to where the command runs, as the contract has it."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return path
