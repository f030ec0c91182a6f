"""What of the numbers is wrong: the rule base's thresholds, each on the layer it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from activadvise.english import counted
from activadvise.formula.dual import normal_distribution
from activadvise.live.calls import ActivationCall, WeightCall
from activadvise.live.flow import Place
from activadvise.live.inspect.chains import chain_findings, stream_findings
from activadvise.live.inspect.statistics import Collector, Row
from activadvise.live.inspect.table import role
from activadvise.live.inspect.wording import finding
from activadvise.live.thresholds import slope_share, threshold
from activadvise.live.trace import Recorder
from activadvise.meaning.findings import Finding

Severity = Literal["error", "warning", "hint"]
ORDER = {"error": 0, "warning": 1, "hint": 2}


def findings(collector: Collector, recorder: Recorder) -> list[Finding]:
    """All findings, most severe first, in execution order within."""
    found: list[Finding] = []
    found += findings_of(collector.rows)
    if not any(_stopped(row) for row in collector.rows):  # behind a dead layer nothing else can be told
        found += chain_findings(collector, recorder)
    found += stream_findings(collector, recorder)
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


def findings_of(rows: list[Row]) -> list[Finding]:
    """What each layer by itself shows: dead or saturated units, equal weights, no finite values."""
    found: list[Finding] = []
    for row in rows:
        part = isinstance(row.call, ActivationCall) and row.call.part
        if row.flat.any and not part:
            found += list(_saturated(row)) or list(_dead(row))
        found += _constant(row)
    return [*found, *_not_finite(rows)]


def place_of(row: Row) -> Place | None:
    """The user's line."""
    call = row.call or row.owner
    return call.place if call else None


def _behind(row: Row) -> str:
    call = row.call
    return f" after {', '.join(call.after)}" if isinstance(call, ActivationCall) and call.after else ""


def _dead(row: Row) -> Iterator[Finding]:
    part = role(row)
    count = row.shut if part != "hidden" or row.kind == "recurrent" else row.dead
    if not count or row.samples < 2 or not row.moves or _may_be_shut(row, part):
        return
    severity = _dead_severity(count / row.units, row.samples)
    if severity is None or _alike(count, row):
        return
    message = (
        f"{row.layer} ({row.function}{_behind(row)}): {count} of {counted(row.units, 'unit')} "
        f"{'is' if count == 1 else 'are'} dead: silent for all {row.samples} samples, so no gradient reaches "
        f"{'its' if count == 1 else 'their'} weights"
    )
    yield finding("dead-units", severity, message, row.layer, place_of(row))


def _may_be_shut(row: Row, part: str) -> bool:
    """Outputs that may be small or sure of themselves, scales, and gates that are there to close."""
    if row.kind == "recurrent":
        return row.function == "sigmoid" and not row.layer.endswith((".o", ".i", ".h"))
    entry = row.call.entry if isinstance(row.call, ActivationCall) else None
    if part == "hidden":
        return False
    positive = entry is not None and entry.produces == "positive"
    return positive or (part == "output" and row.flat.right is not None)


def _stopped(row: Row) -> bool:
    """A whole layer is dead: no signal and no gradient passes it."""
    return row.kind == "activation" and row.units > 0 and row.dead == row.units and row.samples > 1 and row.flat.any


def _alike(silent: int, row: Row) -> bool:
    """Deep in a plain stack all samples look alike: a ReLU is then on for all or off for all, by chance.

    Death shows as more silent units than steadily active ones, beyond three standard deviations.
    A function that is flat only far out (GELU) is never off by chance.
    """
    left = row.flat.left
    sparse = threshold("saturated-units", "sparse_side_share")
    if left is None or normal_distribution(left) < sparse or row.always == 0:
        return False
    return bool(silent - row.always <= threshold("dead-units", "deviations") * (silent + row.always) ** 0.5)


def _dead_severity(fraction: float, samples: int) -> Severity | None:
    if fraction == 1.0:
        return "error"
    if fraction < threshold("dead-units", "dead_unit_fraction_warn") or samples < threshold(
        "dead-units", "few_samples"
    ):
        return None
    enough = samples >= threshold("dead-units", "minimum_samples")
    if fraction >= threshold("dead-units", "dead_unit_fraction_error"):
        return "error" if enough else "warning"
    return "warning" if enough else "hint"


def _saturated(row: Row) -> Iterator[Finding]:
    """Functions that are flat on both sides; a ReLU that is off is sparse, not saturated."""
    part = role(row)
    if row.flat.left is None or row.flat.right is None or part == "output":
        return
    share, usual = _beyond(row)
    warn = threshold("saturated-units", f"saturated_fraction_{'error' if part == 'gate' else 'warn'}")
    if share < warn + usual or row.dead == row.units:
        return
    severity: Severity = "error" if share >= threshold("saturated-units", "saturated_fraction_error") else "warning"
    message = (
        f"{row.layer} ({row.function}{_behind(row)}): {share:.0%} of its values are saturated, beyond "
        f"{row.flat.left:.3g} or {row.flat.right:.3g}, where the slope is below {slope_share():.0%} of the steepest; "
        f"its pre-activations have std {row.std:.3g}"
    )
    yield finding("saturated-units", severity, message, row.layer, place_of(row))


def _beyond(row: Row) -> tuple[float, float]:
    """The saturated share, and what N(0, 1) would give; a side that is flat by design is left out."""
    share = usual = 0.0
    for bound, side, seen in ((row.flat.left, 1.0, row.left), (row.flat.right, -1.0, row.right)):
        tail = 0.0 if bound is None else normal_distribution(side * bound)
        if bound is not None and tail < threshold("saturated-units", "sparse_side_share"):
            share, usual = share + (seen or 0.0), usual + tail
    return share, usual


def _constant(row: Row) -> Iterator[Finding]:
    call = row.call
    if row.constant_weight and row.mean_square_weight and isinstance(call, WeightCall):
        if call.weight is not None and not call.weight.requires_grad:
            return
        message = f"{row.layer} ({row.function}): all its weights are equal, so all its units learn the same"
        yield finding("symmetric-units", "warning", message, row.layer, place_of(row))


def _not_finite(rows: list[Row]) -> Iterator[Finding]:
    """The first layer with such values; all behind it have them from there."""
    broken = [row for row in rows if not row.finite]
    for row in broken[:1]:
        rest = f", and so are those of {counted(len(broken) - 1, 'layer')} behind it" if broken[1:] else ""
        message = f"{row.layer} ({row.function}): its values are NaN or infinite{rest}"
        yield finding("nan-loss", "error", message, row.layer, place_of(row))


def _large(row: Row) -> Iterator[Finding]:
    limit = threshold("exploding-gradients", "activation_magnitude_warn")
    if row.kind == "activation" and row.largest >= limit:
        message = (
            f"{row.layer} ({row.function}): pre-activations reach {row.largest:.3g}; "
            f"half precision ends at {threshold('infinite-values', 'largest_fp16'):.0f}"
        )
        yield finding("exploding-gradients", "warning", message, row.layer, place_of(row))
