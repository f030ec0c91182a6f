"""Tests, intervals and verdicts against scipy's own, published numbers, and populations whose truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from activadvise.live.compare.statistics import ALPHA, difference, holm, pairs, power, sample, seeds_needed
from activadvise.live.compare.verdict import Verdict, judge

Values = dict[int, float]


def values(mean: float, deviation: float = 1.0, count: int = 16, seed: int = 0) -> Values:
    drawn = np.random.default_rng(seed).normal(mean, deviation, count)
    return dict(enumerate(drawn.tolist()))


def test_the_paired_test_and_its_interval_are_those_of_scipy() -> None:
    one, two = values(0.0), values(0.7, seed=1)
    ours = difference(one, two)
    theirs = stats.ttest_rel(list(one.values()), list(two.values()))
    interval = theirs.confidence_interval(0.95)
    assert ours.test == "t" and ours.p == pytest.approx(theirs.pvalue)
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high))


def test_seeds_of_their_own_are_compared_by_welch() -> None:
    one, two = values(0.0), values(0.7, deviation=3.0, seed=1)
    shifted = {seed + 10_000: value for seed, value in two.items()}
    ours = difference(one, shifted, paired=False)
    theirs = stats.ttest_ind(list(one.values()), list(two.values()), equal_var=False)
    assert ours.test == "welch" and ours.p == pytest.approx(theirs.pvalue)
    assert (ours.low, ours.high) == pytest.approx(tuple(theirs.confidence_interval(0.95)))


def test_pairs_meet_by_seed_and_not_by_place() -> None:
    one = {1: 1.0, 2: 2.0, 3: 3.0}
    two = {3: 3.5, 1: 1.5, 2: 2.5, 4: 100.0}
    assert difference(one, two).mean == pytest.approx(-0.5)


def test_equal_numbers_are_no_difference_and_a_constant_gap_is_certain() -> None:
    same = values(0.0)
    assert difference(same, same).p == 1.0
    assert difference(same, {seed: value + 0.5 for seed, value in same.items()}).p < 1e-12


def test_a_single_seed_says_nothing() -> None:
    assert difference({0: 1.0}, {0: 2.0}).test == "none" and difference({0: 1.0}, {0: 2.0}).p == 1.0
    assert judge({"a": {0: 1.0}, "b": {0: 2.0}}, "a").kind == "too-few-seeds"


def test_the_interval_of_a_mean_holds_the_truth_in_95_of_100_cases() -> None:
    hits = 0
    for seed in range(2000):
        found = sample(list(values(3.0, count=6, seed=seed).values()))
        assert found.low is not None and found.high is not None
        hits += found.low < 3.0 < found.high
    assert 0.94 < hits / 2000 < 0.96


def test_holm_on_its_textbook_case() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1.0, 1.0] and holm([]) == []


@pytest.mark.parametrize(("effect", "count"), [(1.0, 10), (0.5, 34), (0.2, 199)])
def test_seeds_needed_are_those_of_the_power_tables(effect: float, count: int) -> None:
    assert seeds_needed(effect, 1.0, 0.05) == count  # one-sample t, two-sided, 5 %, power 0.8: Cohen 1988, G*Power


def test_seeds_needed_by_welch_and_at_the_ends() -> None:
    assert seeds_needed(1.0, math.sqrt(2.0), 0.05, paired=False) == 17  # two samples, d = 1: 17 in each
    assert seeds_needed(0.0, 1.0) is None and seeds_needed(1e-4, 1.0) is None
    assert seeds_needed(1.0, 0.0) == 2 and seeds_needed(50.0, 1.0) == 2


def test_power_is_how_often_the_test_finds_it() -> None:
    found = 0
    for seed in range(2000):
        found += difference(values(0.8, count=12, seed=seed), dict.fromkeys(range(12), 0.0)).p < 0.05
    assert found / 2000 == pytest.approx(power(0.8, 12, 0.05), abs=0.03)


def family(means: dict[str, float], seed: int, count: int = 16, paired: bool = True) -> dict[str, Values]:
    """Candidates that share what a seed brings, as paired trials do."""
    generator = np.random.default_rng(seed)
    shared = generator.normal(0, 3.0, count) if paired else np.zeros(count)
    found = {}
    for place, (name, mean) in enumerate(means.items()):
        drawn = shared + generator.normal(mean, 1.0, count)
        found[name] = {index + (0 if paired else 1000 * place): value for index, value in enumerate(drawn.tolist())}
    return found


@pytest.mark.parametrize("paired", [True, False])
@pytest.mark.parametrize("count", [2, 4])
def test_equal_candidates_are_called_different_in_at_most_5_percent(paired: bool, count: int) -> None:
    means = {f"c{index}": 0.0 for index in range(count)}
    wrong, runs = 0, 400 // count
    for seed in range(runs):
        found = judge(family(means, seed, paired=paired), "c0", paired=paired)
        wrong += len(found.best) < count
    assert wrong / runs <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / runs)


def test_a_winner_a_loser_and_a_middle() -> None:
    found = judge(family({"good": 0.0, "middle": 2.0, "bad": 5.0}, 0), "middle")
    assert (found.kind, found.keep, found.best, found.last) == ("winner", "good", ["good"], "bad")
    assert found.order == ["good", "middle", "bad"] and found.losers == ["middle", "bad"] and found.seeds is None


def test_no_clear_difference_keeps_the_cheaper_and_says_how_many_seeds() -> None:
    trials = family({"a": 0.0, "b": 0.3, "c": 9.0}, 3)
    found = judge(trials, "b", {"a": 2.0, "b": 1.0, "c": 0.5})
    assert found.kind == "no-clear-difference" and found.keep == "b" and set(found.best) == {"a", "b"}
    assert found.losers == ["c"] and found.last == "c"
    gap = found.test(found.rival or "", "b").difference
    assert gap.mean is not None and gap.deviation is not None
    assert found.seeds == seeds_needed(gap.mean, gap.deviation, ALPHA / 3)


def test_alike_costs_keep_the_baseline() -> None:
    trials = family({"a": 0.0, "b": 0.0}, 0)
    assert judge(trials, "b", {"a": 1.0, "b": 1.05}).keep == "b"
    assert judge(trials, "b", {"a": 1.0, "b": 1.5}).keep == "a"


def diverging(count: int, values: Values) -> Values:
    return {seed: math.inf if seed < count else value for seed, value in values.items()}


def test_one_that_diverges_is_last_though_its_other_seeds_are_best() -> None:
    trials = family({"a": 0.0, "b": -5.0, "c": 0.0}, 0)
    trials["b"] = diverging(3, trials["b"])
    found = judge(trials, "a")
    assert found.order[-1] == "b" and found.losers == ["b"] and found.samples["b"].diverged == 3
    assert set(found.best) == {"a", "c"} and found.kind == "no-clear-difference"
    assert math.isfinite(found.samples["b"].mean or math.inf)


def test_one_that_always_diverges_loses_by_signs() -> None:
    trials = family({"a": 0.0, "b": 0.0}, 0)
    trials["b"] = diverging(16, trials["b"])
    found = judge(trials, "a")
    assert found.kind == "winner" and found.keep == "a" and found.last == "b"
    assert found.test("a", "b").difference.test == "signs" and found.test("a", "b").p < 0.001
    both = judge({name: diverging(16, trial) for name, trial in trials.items()}, "a")
    assert both.kind == "all-diverged" and both.seeds is None


def test_unpaired_trials_that_diverge_are_compared_by_ranks() -> None:
    trials = family({"a": 0.0, "b": 0.0}, 0, paired=False)
    trials["b"] = dict.fromkeys(trials["b"], math.inf)
    assert judge(trials, "a", paired=False).keep == "a" and judge(trials, "a", paired=False).last == "b"
    everywhere = dict.fromkeys(trials["a"], math.inf)
    assert difference(everywhere, trials["b"], paired=False).p == 1.0
    some = dict(trials["a"])
    some[0] = math.inf
    assert difference(some, values(0.0, seed=5), paired=False).test == "ranks"


def test_a_verdict_reads_the_same_from_either_side() -> None:
    found: Verdict = judge(family({"a": 0.0, "b": 2.0}, 0), "a")
    there, back = found.test("a", "b"), found.test("b", "a")
    assert there.difference.mean == -(back.difference.mean or 0.0) and there.p == back.p
    assert (there.difference.low, there.difference.high) == (-(back.difference.high or 0), -(back.difference.low or 0))
    assert there.difference.wins == back.difference.losses


def test_all_pairs_are_corrected_together() -> None:
    trials = family({"a": 0.0, "b": 0.5, "c": 1.0, "d": 1.5}, 0)
    found, corrected = pairs(trials)
    assert len(found) == 6 and corrected == pytest.approx(holm([item.p for item in found.values()]))
