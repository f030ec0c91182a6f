"""From differences to one sentence that a person can act on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from activadvise.live.compare.statistics import ALPHA, Difference, Sample, Trials, pairs, sample, seeds_needed

ALIKE = 1.15  # costs that are closer than this are the same: the clock of a busy machine says no more

Kind = Literal["winner", "no-clear-difference", "too-few-seeds", "all-diverged"]


@dataclass(frozen=True)
class Test:
    """A difference (first minus second; lower is better) with its p corrected for all pairs."""

    first: str
    second: str
    difference: Difference
    p: float

    def turned(self) -> Test:
        """Second minus first."""
        old = self.difference
        low, high = (None, None) if old.low is None or old.high is None else (-old.high, -old.low)
        mean = None if old.mean is None else -old.mean
        new = Difference(mean, low, high, old.deviation, old.losses, old.wins, old.p, old.test)
        return Test(self.second, self.first, new, self.p)


@dataclass(frozen=True)
class Verdict:
    """What was decided.

    Attributes:
        kind: of the sentence.
        samples: of each candidate.
        order: candidates from best to worst: fewest diverged, then least mean.
        best: candidates that none other beats clearly; one of them alone is the winner.
        keep: the one to use: the winner, or the cheaper of the best.
        losers: all others, best first: another beats them clearly, or they diverge while the best do not.
        beaten: loser → the candidates that beat it clearly, best first.
        last: the candidate that all others beat clearly, None if there is no such.
        seeds: how many would settle between `keep` and its closest rival; None if it is settled, or beyond reach.
        rival: that rival.
    """

    kind: Kind
    samples: dict[str, Sample]
    tests: dict[tuple[str, str], Test]
    order: list[str]
    best: list[str]
    keep: str
    losers: list[str]
    beaten: dict[str, list[str]]
    last: str | None
    seeds: int | None
    rival: str | None

    def test(self, first: str, second: str) -> Test:
        """First against second, whichever way round it was computed."""
        found = self.tests.get((first, second))
        return found if found is not None else self.tests[second, first].turned()


def judge(
    trials: Mapping[str, Trials], baseline: str, costs: Mapping[str, float] | None = None, paired: bool = True
) -> Verdict:
    """Which candidate to use.

    Args:
        trials: candidate → seed → value, lower is better, infinite where it diverged.
        baseline: kept where it costs no more.
        costs: milliseconds a step.
        paired: seeds are shared.
    """
    samples = {name: sample(list(values.values())) for name, values in trials.items()}
    differences, corrected = pairs(trials, paired)
    tests = {key: Test(*key, item, p) for (key, item), p in zip(differences.items(), corrected, strict=True)}
    order = sorted(trials, key=lambda name: _rank(samples[name]))
    least = samples[order[0]].diverged
    stable = [name for name in order if samples[name].diverged == least]
    worse = {(b, a) for a, b in _clear(tests, samples)}
    best = [name for name in stable if not any((name, other) in worse for other in stable)]
    losers = [name for name in order if name not in best]
    beaten = {name: [other for other in order if (name, other) in worse] for name in losers}
    last = [name for name in losers if len(beaten[name]) == len(order) - 1]
    keep = best[0] if len(best) == 1 else _cheaper(best, baseline, costs or {})
    kind: Kind = "winner" if len(best) == 1 else "no-clear-difference"
    if len(trials) < 2 or min(found.count for found in samples.values()) < 2:
        kind = "too-few-seeds"
    if all(found.mean is None for found in samples.values()):
        kind = "all-diverged"
    rival = None if kind != "no-clear-difference" else best[0] if keep != best[0] else best[1]
    verdict = Verdict(kind, samples, tests, order, best, keep, losers, beaten, last[0] if last else None, None, rival)
    if rival is None:
        return verdict
    gap = verdict.test(rival, keep).difference
    if gap.mean is None or gap.deviation is None:
        return verdict
    seeds = seeds_needed(gap.mean, gap.deviation, ALPHA / len(tests), paired)
    return replace(verdict, seeds=seeds)


def _rank(found: Sample) -> tuple[int, float]:
    return found.diverged, math.inf if found.mean is None else found.mean


def _clear(tests: Mapping[tuple[str, str], Test], samples: Mapping[str, Sample]) -> list[tuple[str, str]]:
    """(better, worse) of every clear difference; one that diverges more often is never the better."""
    found = []
    for test in tests.values():
        if test.p >= ALPHA:
            continue
        gap = test.difference
        ahead = gap.losses > gap.wins if gap.test in ("signs", "ranks") else (gap.mean or 0.0) > 0
        better, worse = (test.second, test.first) if ahead else (test.first, test.second)
        if samples[better].diverged <= samples[worse].diverged:
            found.append((better, worse))
    return found


def _cheaper(best: list[str], baseline: str, costs: Mapping[str, float]) -> str:
    """The least cost; among alike ones the baseline, which needs no change, else the better on average."""
    least = min(costs.get(name, 0.0) for name in best)
    alike = [name for name in best if costs.get(name, 0.0) <= ALIKE * least]
    return baseline if baseline in alike else alike[0]
