"""Signal and gradient along stacks of layers without skips: where they vanish or explode.

A residual branch may be as small as it likes, and a norm resets the scale; what is judged is a
chain of layers that follow each other with nothing but activations (and, for gradients, norms)
between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from torch import nn

from activadvise.live.calls import WeightCall
from activadvise.live.inspect.statistics import Collector, Row
from activadvise.live.inspect.table import fitting_gain, measured_gain
from activadvise.live.inspect.wording import finding
from activadvise.live.thresholds import threshold
from activadvise.live.trace import Recorder
from activadvise.meaning.findings import Finding

VANISHING, EXPLODING = "vanishing-gradients", "exploding-gradients"
SMALLEST = 1.4e-45  # below it float32 is 0


@dataclass(frozen=True)
class Link:
    """One weight layer of a chain and its numbers."""

    call: WeightCall
    row: Row


def chain_findings(collector: Collector, recorder: Recorder) -> Iterator[Finding]:
    """Findings about each chain: the gradient first; the signal where no gradient was seen to fail."""
    rows = {row.layer: row for row in collector.rows if row.kind == "weights"}
    for chain in _chains(recorder, rows):
        found = list(_gradient(chain, recorder)) or list(_signal(chain, recorder))
        yield from found or _single(chain, recorder)
    for call in recorder.weights:
        if isinstance(call.module, nn.RNNBase) and call.kind == "recurrent":
            yield from _stacked(call, call.module, collector)


def _stacked(call: WeightCall, module: nn.RNNBase, collector: Collector) -> Iterator[Finding]:
    """The layers inside one recurrent module: the gradients of their recurrent weights."""
    norms = []
    for layer in range(module.num_layers):
        prefix = f"{call.layer}.l{layer}."
        found = [row.gradient for row in collector.rows if row.layer.startswith(prefix) and row.gradient is not None]
        norms.append(math.sqrt(sum(norm**2 for norm in found)))
    if len(norms) < threshold(VANISHING, "chain_layers_min") or norms[-1] == 0.0:
        return
    ratio = norms[0] / norms[-1]
    for code, bad, worse in _judged(ratio, 1.0):
        if bad:
            message = (
                f"{call.layer}.l0 … l{len(norms) - 1} ({len(norms)} recurrent layers): the gradient's norm is "
                f"{norms[0]:.2g} at the first layer's weights and {norms[-1]:.2g} at the last's, {_factor(ratio)}"
            )
            yield finding(code, "error" if worse else "warning", message, f"{call.layer}.l0", call.place, 0)


def _judged(ratio: float, chance: float) -> list[tuple[str, bool, bool]]:
    """Code, whether the gradient's ratio is beyond the threshold and chance, and whether far beyond."""
    return [
        (VANISHING, ratio * chance <= threshold(VANISHING, "gradient_ratio_warn"),
         ratio <= threshold(VANISHING, "gradient_ratio_error")),
        (EXPLODING, ratio / chance >= threshold(EXPLODING, "gradient_ratio_warn"),
         ratio >= threshold(EXPLODING, "gradient_ratio_error")),
    ]  # fmt: skip


def _chains(recorder: Recorder, rows: dict[str, Row]) -> list[list[Link]]:
    """Maximal sequences of weight layers, each read by the next alone; branches of skips are left out."""
    readers: dict[int, list[WeightCall]] = {}
    for call in recorder.weights:
        for source in call.sources:
            readers.setdefault(source, []).append(call)
    chains, used = [], set()
    for call in recorder.weights:
        if call.index in used:
            continue
        chain = [call]
        while True:
            last = chain[-1]
            following = readers.get(last.index, [])
            if len(following) > 1:  # queries and keys only weigh the values
                following = [call for call in following if call.index in readers or call is recorder.weights[-1]]
            if len(following) != 1 or following[0].before.joined or len(following[0].sources) != 1 or last.added:
                break
            chain.append(following[0])
        used |= {link.index for link in chain}
        if not chain[-1].added and not _embeds(chain):
            chains.append([Link(link, rows[link.layer]) for link in chain if link.layer in rows])
    return chains


def _embeds(chain: list[WeightCall]) -> bool:
    return chain[0].kind == "embedding" and len(chain) == 1


def _gradient(chain: list[Link], recorder: Recorder) -> Iterator[Finding]:
    links = [link for link in chain if link.row.gradient is not None]
    while links and links[-1].row.mean_square_weight == 0.0:  # an output layer that starts at zero, on purpose
        links.pop()
    if len(links) < threshold(VANISHING, "chain_layers_min"):
        return
    chance = _chance(links) ** 0.5
    norms = [link.row.gradient or 0.0 for link in links]
    if norms[-1] == 0.0:
        return
    ratio = norms[0] / norms[-1]
    for code, bad, worse in _judged(ratio, chance):
        if bad:
            steps = [_log(a) - _log(b) for a, b in pairwise(norms)]
            culprit = _culprit(links[1:], steps, _log(norms[0]) - _log(norms[-1]))
            where = culprit or links[0]
            message = (
                f"{_shown(links, culprit)}: the gradient's norm is {norms[0]:.2g} at {links[0].call.layer} and "
                f"{norms[-1]:.2g} at {links[-1].call.layer}, {_factor(ratio)}{_gains(links, culprit, recorder)}"
            )
            severity: Literal["error", "warning"] = "error" if worse else "warning"
            cause = 0 if code == VANISHING else 1
            yield finding(code, severity, message, where.call.layer, where.call.place, cause, _advice(links, recorder))


def _signal(chain: list[Link], recorder: Recorder) -> Iterator[Finding]:
    for links in _plain_parts(chain):
        seconds = [link.row.second for link in links]
        if len(links) < threshold(VANISHING, "plain_layers_min") or not 0.0 < seconds[0] < math.inf:
            continue
        ratio = seconds[-1] / seconds[0]
        low, high = (threshold(VANISHING, "variance_ratio_low"),
                     threshold(EXPLODING, "variance_ratio_high"))  # fmt: skip
        chance = _chance(links)
        if low < ratio * chance and ratio / chance < high:
            continue
        code = VANISHING if ratio < 1.0 else EXPLODING
        steps = [_log(b) - _log(a) for a, b in pairwise(seconds)]
        culprit = _culprit(links[1:], steps, _log(seconds[-1]) - _log(seconds[0]))
        message = (
            f"{_shown(links, culprit)}: the signal's variance changes by a factor of {ratio:.1g} from "
            f"{links[0].call.layer} to {links[-1].call.layer}{_gains(links, culprit, recorder)}"
        )
        where = culprit or links[0]
        cause = 0 if ratio < 1.0 else 1
        yield finding(code, "warning", message, where.call.layer, where.call.place, cause, _advice(links, recorder))


def _single(chain: list[Link], recorder: Recorder) -> Iterator[Finding]:
    """One layer whose weights alone change the scale by more than the thresholds."""
    shortest = threshold(VANISHING, "chain_layers_min")
    high = threshold(EXPLODING, "variance_ratio_high")
    for before, link in zip([None, *chain], chain, strict=False):
        gain, fitting = measured_gain(link.row), fitting_gain(link.call, recorder)
        if not gain or not fitting or link.call.normed_after or link.call.before.joined or len(chain) < shortest:
            continue
        factor = (gain / fitting) ** 2
        reached = link.row.second / ((before.row.second if before else link.row.second_in) or 1.0)
        if 1 / high < factor < high or 1 / high < reached < high or (factor < 1 and link is chain[-1]):
            continue
        code = EXPLODING if factor > 1 else VANISHING
        message = (
            f"{link.call.layer} ({link.call.kind}): its weights have gain {gain:.3g} where {fitting:.3g} fits, so it "
            f"changes the signal's variance by a factor of {factor:.1g}"
        )
        yield finding(code, "warning", message, link.call.layer, link.call.place, 1, _advice([link], recorder))


def stream_findings(collector: Collector, recorder: Recorder) -> Iterator[Finding]:
    """A residual stream that grows: by one layer that is far too large, else for want of a norm."""
    sums = collector.streams
    if len(sums) < 2:
        return
    high = threshold(EXPLODING, "variance_ratio_high")
    first, last = max(sums[0].before, 1.0), max(item.after for item in sums)
    growth = [max(0.0, _log(item.after) - _log(max(item.before, first))) for item in sums]
    if last / first < high or sum(growth) < math.log(high):  # behind a norm a stream starts anew
        return
    largest = max(range(len(sums)), key=growth.__getitem__)
    odd = _odd_one(sums[largest].ends[-1], collector, recorder) if 2 * growth[largest] > sum(growth) else None
    grown = f"the residual stream's variance grows from {sums[0].before:.2g} to {last:.2g}"
    ends = [end.layer for item in sums for end in item.ends]
    if odd is not None:
        message = f"{odd.call.layer} ({odd.call.kind}): {grown} at this layer's branch{_gains([odd], odd, recorder)}"
    else:
        message = f"{ends[0]} … {ends[-1]} ({len(ends)} ends of branches): {grown}: a norm is missing"
    call = odd.call if odd else sums[0].ends[0]
    yield finding(EXPLODING, "warning", message, call.layer, call.place, 1 if odd else 3)


def _odd_one(end: WeightCall, collector: Collector, recorder: Recorder) -> Link | None:
    """The layer of a branch whose weights alone change the scale by more than the threshold."""
    rows = {row.layer: row for row in collector.rows if row.kind == "weights"}
    high = threshold(EXPLODING, "variance_ratio_high")
    call: WeightCall | None = end
    while call is not None and call.layer in rows:
        gain, fitting = measured_gain(rows[call.layer]), fitting_gain(call, recorder)
        if gain and fitting and (gain / fitting) ** 2 > high:
            return Link(call, rows[call.layer])
        one = len(call.sources) == 1 and not call.before.joined
        call = recorder.weights[next(iter(call.sources))] if one else None
    return None


def _plain_parts(chain: list[Link]) -> list[list[Link]]:
    parts: list[list[Link]] = [[]]
    for link in chain:
        if link.call.before.normed or link.call.normed_after:
            parts.append([])
        if not link.call.normed_after:
            parts[-1].append(link)
    return [part for part in parts if part]


def _chance(links: list[Link]) -> float:
    """By which factor the variance may drift at the right init: some deviations of its logarithm.

    In a plain stack of width n the logarithm drifts like a random walk of variance 5/n a layer.
    """
    widths = [link.call.fan_in for link in links if link.call.fan_in > 0]
    if not widths:
        return 1.0
    spread = math.sqrt(sum(threshold(VANISHING, "log_variance_times_width") / width for width in widths))
    return math.exp(min(threshold(VANISHING, "deviations") * spread, 20.0))


def _culprit(links: list[Link], steps: list[float], total: float) -> Link | None:
    """The one layer that more than half of the change happens at."""
    sign = 1.0 if total > 0 else -1.0
    largest = max(range(len(steps)), key=lambda index: sign * steps[index])
    others = sum(max(0.0, sign * s) for i, s in enumerate(steps) if i != largest)
    return links[largest] if sign * steps[largest] > others else None


def _shown(links: list[Link], culprit: Link | None) -> str:
    if culprit is not None:
        return f"{culprit.call.layer} ({culprit.call.kind})"
    return f"{links[0].call.layer} … {links[-1].call.layer} ({len(links)} layers without skips)"


def _gains(links: list[Link], culprit: Link | None, recorder: Recorder) -> str:
    link = culprit or links[len(links) // 2]
    gain, fitting = measured_gain(link.row), fitting_gain(link.call, recorder)
    if gain is None or fitting is None:
        return ""
    return f"; {link.call.layer}'s weights have gain {gain:.3g}, {fitting:.3g} fits"


def _advice(links: list[Link], recorder: Recorder) -> str | None:
    for link in links:
        for index in link.call.followers:
            entry = recorder.activations[index].entry
            if entry is not None:
                command = f"activadvise init --activation {entry.id} --depth {len(links)}"
                return f"`{command}`, or activadvise.initialize(model, x)"
    return None


def _factor(ratio: float) -> str:
    return f"a factor of {ratio:.1g}" if ratio else "nothing of it arrives"


def _log(value: float) -> float:
    return math.log(max(value, SMALLEST))
