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

from activadvise.live.calls import WeightCall
from activadvise.live.inspect.statistics import Collector, Row
from activadvise.live.inspect.table import fitting_gain, measured_gain
from activadvise.live.inspect.wording import finding
from activadvise.live.thresholds import threshold
from activadvise.live.trace import Recorder
from activadvise.meaning.findings import Finding

SHORTEST = 3
LONG = 6  # up to about five plain layers the init hardly matters (rules/inits.yaml, torch_default)
DOMINANT = 0.5


@dataclass(frozen=True)
class Link:
    """One weight layer of a chain and its numbers."""

    call: WeightCall
    row: Row


def chain_findings(collector: Collector, recorder: Recorder) -> Iterator[Finding]:
    """Findings about each chain: the gradient first; the signal where no gradient was seen to fail."""
    rows = {id(row.call): row for row in collector.rows if row.kind == "weights"}
    for chain in _chains(recorder, rows):
        found = list(_gradient(chain, recorder)) or list(_signal(chain, recorder))
        yield from found or _single(chain, recorder)


def _chains(recorder: Recorder, rows: dict[int, Row]) -> list[list[Link]]:
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
            following = readers.get(chain[-1].index, [])
            last = chain[-1]
            if len(following) != 1 or following[0].before.joined or len(following[0].sources) != 1 or last.added:
                break
            chain.append(following[0])
        used |= {link.index for link in chain}
        if not chain[-1].added and not _embeds(chain):
            chains.append([Link(link, rows[id(link)]) for link in chain if id(link) in rows])
    return chains


def _embeds(chain: list[WeightCall]) -> bool:
    return chain[0].kind == "embedding" and len(chain) == 1


def _gradient(chain: list[Link], recorder: Recorder) -> Iterator[Finding]:
    links = [link for link in chain if link.row.gradient is not None]
    while links and links[-1].row.mean_square_weight == 0.0:  # an output layer that starts at zero, on purpose
        links.pop()
    if len(links) < SHORTEST:
        return
    chance = _chance(links) ** 0.5
    norms = [link.row.gradient or 0.0 for link in links]
    if norms[-1] == 0.0:
        return
    ratio = norms[0] / norms[-1]
    for code, bad, worse in (
        ("vanishing-gradients", ratio * chance <= threshold("vanishing-gradients", "gradient_ratio_warn"),
         ratio <= threshold("vanishing-gradients", "gradient_ratio_error")),
        ("exploding-gradients", ratio / chance >= threshold("exploding-gradients", "gradient_ratio_warn"),
         ratio >= threshold("exploding-gradients", "gradient_ratio_error")),
    ):  # fmt: skip
        if bad:
            steps = [_log(a) - _log(b) for a, b in pairwise(norms)]
            culprit = _culprit(links[1:], steps, _log(norms[0]) - _log(norms[-1]))
            where = culprit or links[0]
            message = (
                f"{_shown(links, culprit)}: the gradient's norm is {norms[0]:.2g} at {links[0].call.layer} and "
                f"{norms[-1]:.2g} at {links[-1].call.layer}, a factor of {ratio:.1g}{_gains(links, culprit, recorder)}"
            )
            severity = "error" if worse else "warning"
            cause = 0 if code == "vanishing-gradients" else 1
            yield finding(code, severity, message, where.call.layer, where.call.place, cause, _advice(links, recorder))  # type: ignore[arg-type]


def _signal(chain: list[Link], recorder: Recorder) -> Iterator[Finding]:
    for links in _plain_parts(chain):
        seconds = [link.row.second for link in links]
        if len(links) < LONG or not 0.0 < seconds[0] < math.inf:
            continue
        ratio = seconds[-1] / seconds[0]
        low, high = (threshold("vanishing-gradients", "variance_ratio_low"),
                     threshold("exploding-gradients", "variance_ratio_high"))  # fmt: skip
        chance = _chance(links)
        if low < ratio * chance and ratio / chance < high:
            continue
        code = "vanishing-gradients" if ratio < 1.0 else "exploding-gradients"
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
    high = threshold("exploding-gradients", "variance_ratio_high")
    for before, link in zip([None, *chain], chain, strict=False):
        gain, fitting = measured_gain(link.row), fitting_gain(link.call, recorder)
        if not gain or not fitting or link.call.normed_after or link.call.before.joined or len(chain) < SHORTEST:
            continue
        factor = (gain / fitting) ** 2
        reached = link.row.second / ((before.row.second if before else link.row.second_in) or 1.0)
        if 1 / high < factor < high or 1 / high < reached < high or (factor < 1 and link is chain[-1]):
            continue
        code = "exploding-gradients" if factor > 1 else "vanishing-gradients"
        message = (
            f"{link.call.layer} ({link.call.kind}): its weights have gain {gain:.3g} where {fitting:.3g} fits, so it "
            f"changes the signal's variance by a factor of {factor:.1g}"
        )
        yield finding(code, "warning", message, link.call.layer, link.call.place, 1, _advice([link], recorder))


def stream_findings(collector: Collector) -> Iterator[Finding]:
    """A residual stream that grows without a norm to hold it."""
    streams = collector.streams
    if len(streams) < 2:
        return
    first, (layer, last) = max(streams[0][1], 1.0), max(streams, key=lambda item: item[1])
    if last / first < threshold("exploding-gradients", "variance_ratio_high"):
        return
    message = f"{layer}: the residual stream's variance grows from {streams[0][1]:.2g} to {last:.2g}: a norm is missing"
    yield finding("exploding-gradients", "warning", message, layer, None, 3)


def _plain_parts(chain: list[Link]) -> list[list[Link]]:
    parts: list[list[Link]] = [[]]
    for link in chain:
        if link.call.before.normed or link.call.normed_after:
            parts.append([])
        if not link.call.normed_after:
            parts[-1].append(link)
    return [part for part in parts if part]


def _chance(links: list[Link]) -> float:
    """By which factor the variance may drift at the right init: three deviations of its logarithm.

    In a plain stack of width n the logarithm drifts like a random walk of variance 5/n per layer.
    """
    widths = [link.call.fan_in for link in links if link.call.fan_in > 0]
    if not widths:
        return 1.0
    return math.exp(min(3.0 * math.sqrt(sum(5.0 / width for width in widths)), 20.0))


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


def _log(value: float) -> float:
    return math.log(max(value, 1e-300))
