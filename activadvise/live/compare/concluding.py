"""Raw trials → the answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING, Any

import msgspec

from activadvise.advise import recommend
from activadvise.advise.modifiers import Options
from activadvise.english import counted, listed
from activadvise.errors import BadValue
from activadvise.live.compare import wording
from activadvise.live.compare.answer import Advice, Comparison, Conclusion, Course, Interval, Standing, Trial
from activadvise.live.compare.constant import better, constant, words
from activadvise.live.compare.objective import objective
from activadvise.live.compare.plan import Cost, Outcome, Point, Setup
from activadvise.live.compare.verdict import Verdict, judge
from activadvise.rulebase import load
from activadvise.rulebase.names import lookup

if TYPE_CHECKING:
    from activadvise.live.compare.data import Data
    from activadvise.live.compare.run import Raw

HIGHER = frozenset({"accuracy"})  # metrics of which more is better


def conclude(raw: Raw, data: Data | None, query: dict[str, Any], notes: Sequence[str] = ()) -> Comparison:
    """The table, the verdict and everything beside them.

    Args:
        raw: finished trials.
        data: what was learned; None if it is not there any more.
        query: the options that were given.
        notes: on the models.

    Raises:
        BadValue: no trial that is reported has been finished.
    """
    setup = raw.setup
    final = _by_candidate(setup, [outcome for outcome in raw.outcomes if outcome.phase == "final"])
    if not final:
        raise BadValue("compare: no trial is finished yet, so there is nothing to tell.")
    sign = -1.0 if setup.metric in HIGHER else 1.0
    trials = {name: {o.seed: sign * value(o, setup.metric) for o in outcomes} for name, outcomes in final.items()}
    costs = {cost.candidate: cost for cost in raw.costs}
    found = judge(
        trials, setup.baseline, {name: cost.step_ms for name, cost in costs.items()}, paired=setup.seeds_shared
    )
    text = wording.verdict_text(found, f"test {setup.metric}", setup.metric in HIGHER, named)
    fixed, learned = (None, True) if data is None else _constant(data, setup.metric, final)
    if data is not None and fixed is not None and not learned and found.kind != "all-diverged":
        text += " " + wording.no_better(f"test {setup.metric}", fixed, words(data.task, setup.metric))
    return Comparison(
        query=query,
        setup=msgspec.to_builtins(setup),
        data=_data(data, setup),
        metric=setup.metric,
        verdict=Conclusion(
            kind=found.kind, keep=found.keep, best=found.best, losers=found.losers, last=found.last,
            seeds=found.seeds, constant=fixed, learned=learned, text=text,
        ),
        standings=[
            _standing(name, setup, found, final[name], costs.get(name), raw.lrs.get(name), sign) for name in found.order
        ],
        courses=[_course(name, final[name]) for name in setup.candidates if name in final],
        trials=[_trial(outcome) for outcome in sorted(raw.outcomes, key=lambda o: o.phase == "final")],
        advice=_advice(setup, found),
        notes=[*how(setup, raw.lrs), *raw.how, *notes, *(data.notes if data else [])],
        partial=raw.unfinished,
    )  # fmt: skip


def _constant(data: Data, metric: str, final: Mapping[str, Sequence[Outcome]]) -> tuple[float, bool]:
    """What predicting a constant gets, mean over seeds; whether a candidate does better in loss or metric."""
    found = constant(data, sorted({outcome.seed for outcomes in final.values() for outcome in outcomes}))

    def beaten(place: int, name: str) -> bool:
        sign = -1.0 if name in HIGHER else 1.0
        fixed = {seed: sign * numbers[place] for seed, numbers in found.items()}
        return any(better({o.seed: sign * value(o, name) for o in outcomes}, fixed) for outcomes in final.values())

    learned = beaten(0, "loss") or beaten(1, objective(data.task).metric)
    return fmean(numbers[0 if metric == "loss" else 1] for numbers in found.values()), learned


def value(outcome: Outcome, metric: str) -> float:
    """What decides, of one trial: infinite on the bad side if it diverged."""
    found = outcome.test_loss if metric == "loss" else outcome.test_metric
    if found is None or not math.isfinite(found) or diverged(outcome):
        return -math.inf if metric in HIGHER else math.inf
    return found


def diverged(outcome: Outcome) -> bool:
    """Whether its loss became infinite or no number at all."""
    losses = [outcome.validation_loss, *([] if outcome.test_loss is None else [outcome.test_loss])]
    return not all(map(math.isfinite, losses))


def named(candidate: str) -> str:
    """The name that people write."""
    found = lookup(load().activations, candidate)
    return candidate if found is None else load().activations[found].name


def _by_candidate(setup: Setup, outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """In the order of the setup, each by seed; candidates without a trial are left out."""
    found: dict[str, list[Outcome]] = {name: [] for name in setup.candidates}
    for outcome in outcomes:
        found[outcome.candidate].append(outcome)
    return {name: sorted(group, key=lambda o: o.seed) for name, group in found.items() if group}


def _standing(
    name: str, setup: Setup, found: Verdict, outcomes: Sequence[Outcome], cost: Cost | None, lr: float | None,
    sign: float,
) -> Standing:  # fmt: skip
    sample = found.samples[name]
    ended = [outcome for outcome in outcomes if not diverged(outcome)]
    last = [outcome.curve[-1] for outcome in ended if outcome.curve]
    gap = None
    if name != setup.baseline and setup.baseline in found.samples:
        gap = found.test(name, setup.baseline)
    return Standing(
        candidate=name,
        name=named(name),
        rank=found.order.index(name) + 1,
        baseline=name == setup.baseline,
        lr=lr,
        trials=sample.count,
        diverged=sample.diverged,
        mean=None if sample.mean is None else sign * sample.mean,
        interval=_interval(sample.low, sample.high, sign),
        difference=None if gap is None or gap.difference.mean is None else sign * gap.difference.mean,
        difference_interval=None if gap is None else _interval(gap.difference.low, gap.difference.high, sign),
        p=None if gap is None or gap.difference.test == "none" else gap.p,
        test=None if gap is None or gap.difference.test == "none" else gap.difference.test,
        loss=_mean(outcome.test_loss for outcome in ended),
        metric=_mean(outcome.test_metric for outcome in ended),
        validation_loss=_mean(outcome.validation_loss for outcome in ended),
        dead=_mean(point.dead for point in last),
        saturated=_mean(point.saturated for point in last),
        gradient_norm=_mean(point.gradient_norm for point in last),
        step_ms=None if cost is None else cost.step_ms,
        memory_mb=None if cost is None else cost.memory_mb,
        parameters=None if cost is None else cost.parameters,
    )


def _interval(low: float | None, high: float | None, sign: float) -> Interval | None:
    if low is None or high is None:
        return None
    return Interval(low=min(sign * low, sign * high), high=max(sign * low, sign * high))


def _mean(values: Iterable[float | None]) -> float | None:
    """Over the finite ones; None if there are none."""
    kept = [value for value in values if value is not None and math.isfinite(value)]
    return fmean(kept) if kept else None


def _course(name: str, outcomes: Sequence[Outcome]) -> Course:
    points: dict[int, list[Point]] = {}
    for outcome in outcomes:
        if not diverged(outcome):
            for point in outcome.curve:
                points.setdefault(point.step, []).append(point)

    def over(look: Callable[[Point], float | None]) -> list[float | None]:
        return [_mean(map(look, points[step])) for step in steps]

    steps = sorted(points)
    return Course(
        candidate=name,
        steps=steps,
        train_loss=over(lambda p: p.train_loss),
        validation_loss=over(lambda p: p.validation_loss),
        gradient_norm=over(lambda p: p.gradient_norm),
        dead=over(lambda p: p.dead),
        saturated=over(lambda p: p.saturated),
    )


def _trial(outcome: Outcome) -> Trial:
    last = outcome.curve[-1] if outcome.curve else None
    return Trial(
        candidate=outcome.candidate,
        phase=outcome.phase,
        lr=outcome.lr,
        seed=outcome.seed,
        diverged=diverged(outcome),
        validation_loss=_mean([outcome.validation_loss]),
        validation_metric=_mean([outcome.validation_metric]),
        test_loss=_mean([outcome.test_loss]),
        test_metric=_mean([outcome.test_metric]),
        dead=None if last is None else last.dead,
        saturated=None if last is None else last.saturated,
        gradient_norm=None if last is None else _mean([last.gradient_norm]),
        stacked=outcome.stacked,
    )


def _data(data: Data | None, setup: Setup) -> dict[str, Any]:
    if data is None:
        return {"name": setup.data or setup.loaders or ""}
    return {
        "name": data.name, "task": data.task, "samples": len(data.target), "source": data.source,
        "license": data.license, "standardized": data.standardized, "deviation": data.deviation,
    }  # fmt: skip


def how(setup: Setup, lrs: Mapping[str, float]) -> list[str]:
    """Budget, init, learning rates."""
    budget = (
        f"{counted(setup.seeds, 'seed')} ({_range(setup)}), {counted(setup.steps, 'step')} of "
        f"{counted(setup.batch_size, 'sample')}, {setup.optimizer}, init {setup.init}."
    )
    paired = (
        "For a seed all candidates see the same split, batches and initial draw; the test samples are the same for all "
        "seeds: the intervals cover training, not the choice of test samples."
        if setup.seeds_shared
        else "Each candidate has seeds of its own: nothing is paired."
    )
    if setup.lr is not None:
        return [budget, paired, f"Learning rate {setup.lr:g} for all."]
    grid = ", ".join(f"{lr:g}" for lr in setup.grid)
    tuned = (
        f"Learning rate tuned for each candidate on {grid}, with {counted(setup.tuning_seeds, 'seed')} of its own "
        "each, by validation loss."
    )
    edges = [name for name, lr in lrs.items() if lr in (min(setup.grid), max(setup.grid)) and len(setup.grid) > 2]
    if edges:
        tuned += f" At the edge of the grid: {listed([named(name) for name in edges])}."
    return [budget, paired, tuned]


def _range(setup: Setup) -> str:
    last = setup.base_seed + setup.seeds - 1
    return f"{setup.base_seed} to {last}" if setup.seeds > 1 else f"{setup.base_seed}"


def _advice(setup: Setup, found: Verdict) -> Advice | None:
    """What `recommend` says, where the model is an architecture of the rule base."""
    if not setup.arch:
        return None
    base = load()
    said, _ = recommend.recommend(recommend.find(setup.arch, base), {}, Options(), base)
    ids = {name: lookup(base.activations, name) or "" for name in found.order}
    where = f"{setup.data or setup.loaders}, {counted(setup.steps, 'step')}"
    return wording.advice(said, found, ids, where, named)
