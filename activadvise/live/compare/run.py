"""The whole comparison: tune, train, measure; every finished piece is in the store before anybody hears of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from statistics import fmean

import msgspec

from activadvise.live.compare import cost, unit
from activadvise.live.compare.backends import Pool, pool
from activadvise.live.compare.plan import STACK, Cost, Outcome, Setup, Unit, final_units, offset, tuning_units
from activadvise.live.compare.store import Store

SECONDS = 20.0  # a worker hands its state over at least this often

Progress = Callable[[int, int, str], None]
"""Called with units done, units in all, and what goes on."""


class Raw(msgspec.Struct, kw_only=True):
    """What a comparison measured, before anything is said of it.

    Attributes:
        setup: what was compared.
        outcomes: of every finished trial, tuning and final.
        costs: of each candidate; empty if it was ended before.
        lrs: the learning rate of each candidate's final trials.
        how: sentences on how trials were run.
        unfinished: it was interrupted; the store has what is done.
    """

    setup: Setup
    outcomes: list[Outcome]
    costs: list[Cost]
    lrs: dict[str, float]
    how: list[str]
    unfinished: bool = False


def compare(
    setup: Setup,
    *,
    store: str | Path,
    jobs: int | None = None,
    backend: str = "local",
    address: str | None = None,
    progress: Progress | None = None,
    seconds: float = SECONDS,
) -> Raw:
    """Run what of a comparison is not in the store yet.

    Args:
        setup: what is compared.
        store: SQLite file; the same setup goes on where it stopped.
        jobs: units trained at the same time; None takes all cores.
        backend: "local", "ray" or "dask"; the numbers are the same.
        address: of an existing cluster.
        progress: called whenever a unit or a part of one is done.
        seconds: how often a worker hands over the state of an unfinished unit.

    Raises:
        BadValue: setup, store or cluster cannot be used.
    """
    kept = Store(store, setup)
    try:
        _finish(setup, kept, partial(pool, backend, address), jobs, progress or _silent, seconds)
        return read(kept)
    except KeyboardInterrupt:
        return read(kept)
    finally:
        kept.close()


def show(store: str | Path) -> Raw:
    """A comparison from its store, finished or not.

    Raises:
        BadValue: no store is there.
    """
    kept = Store(store)
    try:
        return read(kept)
    finally:
        kept.close()


def read(kept: Store) -> Raw:
    """What a store holds."""
    setup, outcomes = kept.setup, kept.outcomes()
    lrs = {name: lr for name in setup.candidates if (lr := learning_rate(setup, name, outcomes)) is not None}
    wanted = setup.seeds * len(setup.candidates)
    done = sum(outcome.phase == "final" for outcome in outcomes)
    unfinished = done < wanted or len(kept.costs()) < len(setup.candidates)
    return Raw(setup=setup, outcomes=outcomes, costs=kept.costs(), lrs=lrs, how=_how(outcomes), unfinished=unfinished)


def _how(outcomes: Sequence[Outcome]) -> list[str]:
    """Which candidates were trained in stacks, and why the others were not."""
    found: dict[str, dict[str, None]] = {}
    for outcome in sorted(outcomes, key=lambda outcome: not outcome.stacked):
        how = f"up to {STACK} trials at once, as one stacked model"
        text = how if outcome.stacked else f"one trial after another, as {outcome.reason}"
        found.setdefault(text, {})[outcome.candidate] = None
    return [f"{', '.join(names)}: {text}." for text, names in found.items()]


def learning_rate(setup: Setup, candidate: str, outcomes: Sequence[Outcome]) -> float | None:
    """The rate with the least mean validation loss over the tuning trials; the smaller of equals.

    None while a tuning trial is missing.
    """
    if not tuning_units(setup, candidate):
        return setup.lr if setup.lr is not None else setup.grid[0]
    losses: dict[float, list[float]] = {lr: [] for lr in sorted(setup.grid)}
    for outcome in outcomes:
        if outcome.phase == "tune" and outcome.candidate == candidate:
            losses[outcome.lr].append(outcome.validation_loss)
    if any(len(found) < setup.tuning_seeds for found in losses.values()):
        return None
    means = {lr: fmean(found) if all(map(math.isfinite, found)) else math.inf for lr, found in losses.items()}
    return min(means, key=lambda lr: means[lr])


def _finish(
    setup: Setup, kept: Store, workers: Callable[[int | None], AbstractContextManager[Pool]], jobs: int | None,
    progress: Progress, seconds: float,
) -> None:  # fmt: skip
    tuning = [u for name in setup.candidates for u in tuning_units(setup, name, offset(setup, name))]
    final = [u for name in setup.candidates for u in final_units(setup, name, 0.0, offset(setup, name))]
    count = Count(len(tuning) + len(final), progress)
    with workers(jobs) as found:
        _train(setup, tuning, kept, found, count, seconds)
        outcomes = kept.outcomes()
        rates = {name: learning_rate(setup, name, outcomes) for name in setup.candidates}
        final = [u for name, lr in rates.items() for u in final_units(setup, name, lr or 0.0, offset(setup, name))]
        _train(setup, final, kept, found, count, seconds)
    if len(kept.costs()) < len(setup.candidates):
        count.tell("measuring what a step costs")
        kept.add_costs(cost.measure(setup))


class Count:
    """Units done, told as they are."""

    def __init__(self, total: int, progress: Progress) -> None:
        self.done, self.total, self._progress = 0, total, progress

    def tell(self, what: str) -> None:
        """Say where it stands."""
        self._progress(self.done, self.total, what)


def _train(setup: Setup, units: list[Unit], kept: Store, workers: Pool, count: Count, seconds: float) -> None:
    """Every unit to its end; one that takes long comes back with its state, and goes on in the next round."""
    left = [u for u in units if len(kept.outcomes(u)) < len(u.trials)]
    count.done += len(units) - len(left)
    while left:
        count.tell(f"{'tuning' if left[0].phase == 'tune' else 'training'} {left[0].candidate}")
        tasks = [(u, kept.state(u)) for u in left]
        left = []
        for (work, _), done in workers.run(partial(_work, setup, seconds), tasks):
            if isinstance(done, bytes):
                kept.keep(work, done)
                left.append(work)
            else:
                kept.finish(work, done)
                count.done += 1
            count.tell(f"{'tuning' if work.phase == 'tune' else 'training'} {work.candidate}")


def _work(setup: Setup, seconds: float, task: tuple[Unit, bytes | None]) -> list[Outcome] | bytes:
    """What a worker does."""
    return unit.run(setup, task[0], task[1], seconds)


def _silent(done: int, total: int, what: str) -> None:
    """No progress is shown."""
