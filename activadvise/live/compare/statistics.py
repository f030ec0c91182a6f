"""What trials say about candidates: intervals, paired tests, correction for many tests, seeds that would be needed.

All values here are such that lower is better. A trial that diverged is infinite. Student's t where all trials ended; a
test of signs or ranks, which knows no infinity, where some did not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, stdev

from scipy import stats

ALPHA = 0.025  # of a clear difference: an equal candidate is then called different in fewer than 1 of 20 comparisons
LEVEL = 0.95  # of intervals
POWER = 0.8
MOST = 100_000  # seeds; a difference that needs more is none in practice

Trials = Mapping[int, float]
"""The value of each seed."""


@dataclass(frozen=True)
class Sample:
    """The trials of one candidate.

    Attributes:
        count: trials, those that diverged among them.
        diverged: how many.
        mean: of the others; None if there are none.
        low, high: 95 % t interval of that mean; None with fewer than two.
    """

    count: int
    diverged: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Difference:
    """One candidate against another: first minus second, so that a negative one speaks for the first.

    Attributes:
        mean: over the seeds where both ended (paired), or of the means; None if there is none.
        low, high: 95 % t interval, not corrected; None with fewer than two.
        deviation: standard deviation of what the mean is of.
        wins, losses: seeds in which the first is better, worse.
        p: of no difference, two-sided, not corrected.
        test: "t" (paired), "welch", "signs", "ranks"; "none" with too few trials.
    """

    mean: float | None
    low: float | None
    high: float | None
    deviation: float | None
    wins: int
    losses: int
    p: float
    test: str


def sample(values: Sequence[float]) -> Sample:
    """Mean and interval of one candidate's trials."""
    ended = [value for value in values if math.isfinite(value)]
    low, high = _interval(ended)
    return Sample(len(values), len(values) - len(ended), fmean(ended) if ended else None, low, high)


def _interval(values: Sequence[float]) -> tuple[float | None, float | None]:
    """95 % t interval of the mean."""
    if len(values) < 2:
        return None, None
    reach = float(stats.t.ppf((1 + LEVEL) / 2, len(values) - 1)) * stdev(values) / math.sqrt(len(values))
    return fmean(values) - reach, fmean(values) + reach


def difference(first: Trials, second: Trials, paired: bool = True) -> Difference:
    """First minus second, seed by seed where they share seeds."""
    if not paired:
        return _unpaired(list(first.values()), list(second.values()))
    pairs = [(first[seed], second[seed]) for seed in first if seed in second]
    wins, losses = sum(a < b for a, b in pairs), sum(a > b for a, b in pairs)
    gaps = [a - b for a, b in pairs if math.isfinite(a) and math.isfinite(b)]
    mean, (low, high) = (fmean(gaps) if gaps else None), _interval(gaps)
    deviation = stdev(gaps) if len(gaps) > 1 else None
    if len(gaps) < len(pairs):
        p = float(stats.binomtest(wins, wins + losses).pvalue) if wins + losses else 1.0
        return Difference(mean, low, high, deviation, wins, losses, p, "signs")
    if mean is None or deviation is None:
        return Difference(mean, low, high, deviation, wins, losses, 1.0, "none")
    return Difference(mean, low, high, deviation, wins, losses, _paired_p(mean, deviation, len(gaps)), "t")


def _paired_p(mean: float, deviation: float, count: int) -> float:
    """Two-sided p of Student's t for one sample; no spread at all is certainty either way."""
    if deviation == 0.0:
        return float(mean == 0.0)
    return float(2 * stats.t.sf(abs(mean) / (deviation / math.sqrt(count)), count - 1))


def _unpaired(first: list[float], second: list[float]) -> Difference:
    """Two groups with seeds of their own: Welch's t, or ranks where a trial diverged."""
    one, two = [[value for value in group if math.isfinite(value)] for group in (first, second)]
    wins, losses = sum(a < b for a, b in zip(first, second)), sum(a > b for a, b in zip(first, second))  # noqa: B905
    mean = fmean(one) - fmean(two) if one and two else None
    if len(one) < len(first) or len(two) < len(second):
        p = float(stats.mannwhitneyu(first, second).pvalue) if set(first) != set(second) else 1.0
        return Difference(mean, None, None, None, wins, losses, p, "ranks")
    if len(one) < 2 or len(two) < 2:
        return Difference(mean, None, None, None, wins, losses, 1.0, "none")
    deviation = math.hypot(stdev(one), stdev(two))
    if deviation == 0.0:
        return Difference(mean, mean, mean, 0.0, wins, losses, float(mean == 0.0), "welch")
    found = stats.ttest_ind(one, two, equal_var=False)
    low, high = found.confidence_interval(LEVEL)
    return Difference(mean, float(low), float(high), deviation, wins, losses, float(found.pvalue), "welch")


def holm(p_values: Sequence[float]) -> list[float]:
    """Corrected so that over all of them an error of the first kind stays as rare as over one (Holm 1979)."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    corrected, least = [0.0] * len(p_values), 0.0
    for place, index in enumerate(order):
        least = max(least, min(1.0, (len(p_values) - place) * p_values[index]))
        corrected[index] = least
    return corrected


def power(effect: float, count: int, alpha: float = ALPHA, paired: bool = True) -> float:
    """Probability that a t test of `count` seeds finds a difference of `effect` standard deviations."""
    freedom = count - 1 if paired else 2 * (count - 1)
    critical = float(stats.t.ppf(1 - alpha / 2, freedom))
    shift = abs(effect) * math.sqrt(count)
    return float(stats.nct.sf(critical, freedom, shift) + stats.nct.cdf(-critical, freedom, shift))


def seeds_needed(mean: float, deviation: float, alpha: float = ALPHA, paired: bool = True) -> int | None:
    """Seeds with which a difference as large as this one would be found four times out of five.

    None if it takes more than a hundred thousand, or there is no difference at all.
    """
    if mean == 0.0:
        return None
    if deviation == 0.0:
        return 2
    effect = abs(mean) / deviation
    normal = float(stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(POWER)) / effect
    if normal**2 > MOST:
        return None
    count = max(2, math.ceil(normal**2))
    while power(effect, count, alpha, paired) < POWER:
        count += 1
    return count


def pairs(trials: Mapping[str, Trials], paired: bool = True) -> tuple[dict[tuple[str, str], Difference], list[float]]:
    """Every candidate against every later one, and the p-values corrected for all of these tests."""
    found = {(one, two): difference(trials[one], trials[two], paired) for one, two in combinations(trials, 2)}
    return found, holm([item.p for item in found.values()])
