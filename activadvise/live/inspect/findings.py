"""What of the numbers is wrong: the rule base's thresholds, each on the layer it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from activadvise.formula.dual import normal_distribution
from activadvise.live.calls import ActivationCall, Place, WeightCall
from activadvise.live.inspect.chains import chain_findings, stream_findings
from activadvise.live.inspect.statistics import Collector, Row
from activadvise.live.inspect.table import role
from activadvise.live.inspect.wording import finding
from activadvise.live.thresholds import slope_share, threshold
from activadvise.live.trace import Recorder
from activadvise.meaning.findings import Finding

Severity = Literal["error", "warning", "hint"]
ORDER = {"error": 0, "warning": 1, "hint": 2}
FEW = 32  # below so many samples a silent unit says next to nothing
BY_DESIGN = 0.25  # a side that N(0, 1) reaches this often is sparsity, as ReLU's


def findings(collector: Collector, recorder: Recorder) -> list[Finding]:
    """All findings, most severe first, in execution order within."""
    found: list[Finding] = []
    found += findings_of(collector.rows, recorder)
    if not any(_stopped(row) for row in collector.rows):  # behind a dead layer nothing else can be told
        found += chain_findings(collector, recorder)
    found += stream_findings(collector)
    if not any(item.code == "exploding-gradients" for item in found):
        found += [item for row in collector.rows for item in _large(row)][:1]
    return sorted(_once(found), key=lambda item: ORDER[item.severity])


def _once(found: list[Finding]) -> list[Finding]:
    """One finding for a module that is called again and again, with the number of calls."""
    calls = Counter((item.code, (item.layer or "").partition("#")[0]) for item in found)
    kept: dict[tuple[str, str], Finding] = {}
    for item in found:
        key = (item.code, (item.layer or "").partition("#")[0])
        if key not in kept or ORDER[item.severity] < ORDER[kept[key].severity]:
            kept[key] = item
    return [
        msgspec.structs.replace(item, message=f"{item.message} (so in {calls[key]} of its calls)")
        if calls[key] > 1
        else item
        for key, item in kept.items()
    ]


def findings_of(rows: list[Row], recorder: Recorder) -> list[Finding]:
    """What each layer by itself shows: dead or saturated units, equal weights, no finite values."""
    found: list[Finding] = []
    for row in rows:
        if row.flat.any:
            found += list(_saturated(row, recorder)) or list(_dead(row, recorder))
        found += [*_constant(row), *_not_finite(row)]
    return found


def place_of(row: Row) -> Place | None:
    """The user's line."""
    call = row.call or row.owner
    return call.place if call else None


def _behind(row: Row, recorder: Recorder) -> str:
    call = row.call
    if not isinstance(call, ActivationCall) or not call.state.sources:
        return ""
    return " after " + ", ".join(recorder.weights[index].layer for index in sorted(call.state.sources))


def _dead(row: Row, recorder: Recorder) -> Iterator[Finding]:
    part = role(row, recorder)
    count = row.shut if part != "hidden" or row.kind == "recurrent" else row.dead
    if not count or part == "output" or row.samples < 2 or not row.moves:
        return
    entry = row.call.entry if isinstance(row.call, ActivationCall) else None
    if part == "gate" and entry is not None and entry.produces == "positive":
        return  # a step size or a scale: small values are what it is for
    if row.kind == "recurrent" and row.function == "sigmoid" and not row.layer.endswith((".o", ".i", ".h")):
        return
    severity = _dead_severity(count / row.units, row.samples)
    if severity is None or _alike(count, row):
        return
    message = (
        f"{row.layer} ({row.function}{_behind(row, recorder)}): {count} of {row.units} units are dead: silent for "
        f"all {row.samples} samples, so no gradient reaches their weights"
    )
    yield finding("dead-units", severity, message, row.layer, place_of(row))


def _stopped(row: Row) -> bool:
    """A whole layer is dead: no signal and no gradient passes it."""
    return row.kind == "activation" and row.units > 0 and row.dead == row.units and row.samples > 1 and row.flat.any


def _alike(silent: int, row: Row) -> bool:
    """Deep in a plain stack all samples look alike: a ReLU is then on for all or off for all, by chance.

    Death shows as more silent units than steadily active ones, beyond three standard deviations.
    A function that is flat only far out (GELU) is never off by chance.
    """
    left = row.flat.left
    if left is None or normal_distribution(left) < BY_DESIGN or row.always == 0:
        return False
    return bool(silent - row.always <= 3.0 * (silent + row.always) ** 0.5)


def _dead_severity(fraction: float, samples: int) -> Severity | None:
    if fraction == 1.0:
        return "error"
    if fraction < threshold("dead-units", "dead_unit_fraction_warn") or samples < FEW:
        return None
    enough = samples >= threshold("dead-units", "minimum_samples")
    if fraction >= threshold("dead-units", "dead_unit_fraction_error"):
        return "error" if enough else "warning"
    return "warning" if enough else "hint"


def _saturated(row: Row, recorder: Recorder) -> Iterator[Finding]:
    """Functions that are flat on both sides; a ReLU that is off is sparse, not saturated."""
    if row.flat.left is None or row.flat.right is None or role(row, recorder) == "output":
        return
    if role(row, recorder) == "gate" and row.kind != "recurrent":
        return
    share, usual = _beyond(row)
    if role(row, recorder) == "gate":
        warn = threshold("saturated-units", "saturated_fraction_error")
    else:
        warn = threshold("saturated-units", "saturated_fraction_warn")
    if share < warn + usual or row.dead == row.units:
        return
    severity: Severity = "error" if share >= threshold("saturated-units", "saturated_fraction_error") else "warning"
    message = (
        f"{row.layer} ({row.function}{_behind(row, recorder)}): {share:.0%} of its values are saturated, beyond "
        f"{row.flat.left:.3g} or {row.flat.right:.3g}, where the slope is below {slope_share():.0%} of the steepest; "
        f"its pre-activations have std {row.std:.3g}"
    )
    yield finding("saturated-units", severity, message, row.layer, place_of(row))


def _beyond(row: Row) -> tuple[float, float]:
    """The saturated share, and what N(0, 1) would give; a side that is flat by design is left out."""
    share = usual = 0.0
    for bound, side, seen in ((row.flat.left, 1.0, row.left), (row.flat.right, -1.0, row.right)):
        tail = 0.0 if bound is None else normal_distribution(side * bound)
        if bound is not None and tail < BY_DESIGN:
            share, usual = share + (seen or 0.0), usual + tail
    return share, usual


def _constant(row: Row) -> Iterator[Finding]:
    call = row.call
    if row.constant_weight and row.mean_square_weight and isinstance(call, WeightCall):
        if call.weight is not None and not call.weight.requires_grad:
            return
        message = f"{row.layer} ({row.function}): all its weights are equal, so all its units learn the same"
        yield finding("symmetric-units", "warning", message, row.layer, place_of(row))


def _not_finite(row: Row) -> Iterator[Finding]:
    if not row.finite:
        message = f"{row.layer} ({row.function}): its values are NaN or infinite"
        yield finding("nan-loss", "error", message, row.layer, place_of(row))


def _large(row: Row) -> Iterator[Finding]:
    limit = threshold("exploding-gradients", "activation_magnitude_warn")
    if row.kind == "activation" and row.largest >= limit:
        message = (
            f"{row.layer} ({row.function}): pre-activations reach {row.largest:.3g}; "
            f"half precision ends at {threshold('infinite-values', 'largest_fp16'):.0f}"
        )
        yield finding("exploding-gradients", "warning", message, row.layer, place_of(row))
