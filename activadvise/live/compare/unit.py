"""Training one unit: a few trials of one candidate, at once or one after another, interrupted and resumed at will."""

from __future__ import annotations

import io
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import torch
from torch import Tensor

from activadvise.live.compare.data.data import Pair
from activadvise.live.compare.feed import Feed
from activadvise.live.compare.measure import Units
from activadvise.live.compare.model import Builder, builder
from activadvise.live.compare.objective import objective
from activadvise.live.compare.plain import Plain
from activadvise.live.compare.plan import Outcome, Point, Setup, Unit
from activadvise.live.compare.rule import stacks
from activadvise.live.compare.stacked import Stacked

LOOKS = 10  # of a final trial; one that tunes has the last alone
SEGMENT = 256  # steps whose batches are drawn at once
LOOKED = 512  # validation samples of a look; the end sees them all
INSIDE = 256  # samples whose activations are looked at
PIECE = 256  # samples that are evaluated at once


def run(setup: Setup, unit: Unit, state: bytes | None = None, seconds: float | None = None) -> list[Outcome] | bytes:
    """Train the trials of a unit, on one thread.

    Args:
        setup: the comparison.
        unit: its trials.
        state: what an earlier call with `seconds` returned; goes on from there, to the same bits.
        seconds: return after so long, at the end of a step; None goes on to the end.

    Returns:
        The outcomes in the order of the trials, or the state of the unfinished unit.

    Raises:
        BadValue: model, candidate and data do not go together.
    """
    started = time.monotonic()
    with one_thread():
        made = builder(setup, unit.candidate)
        stacked, why = stacks(made)
        groups = [unit.trials] if stacked else [(trial,) for trial in unit.trials]
        kept = torch.load(io.BytesIO(state), map_location="cpu") if state else {"done": [], "training": None}
        done = msgspec.convert(kept["done"], list[Outcome])
        for group in groups[len(done) if not stacked else 0 :]:
            training = Training(made, unit, group, "" if stacked else why)
            if kept["training"] is not None:
                training.load(kept["training"])
                kept["training"] = None
            if not training.go(None if seconds is None else started + seconds):
                return _packed({"done": msgspec.to_builtins(done), "training": training.state()})
            done += training.outcomes()
    return done


def _packed(state: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    torch.save(state, file)
    return file.getvalue()


@contextmanager
def one_thread() -> Iterator[None]:
    """The number of threads changes the last bits of a sum: it is one wherever a trial runs."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class Training:
    """K trials that are trained together; K is 1 where they are not stacked.

    Args:
        made: makes the models.
        unit: whose trials these are.
        trials: (learning rate, seed) of each.
        reason: why they are not a stack; empty if they are.
    """

    def __init__(self, made: Builder, unit: Unit, trials: Sequence[tuple[float, int]], reason: str) -> None:
        self.setup, self.unit, self.trials, self.reason = made.setup, unit, trials, reason
        self.objective = objective(made.data.task)
        seeds, rates = [seed for _, seed in trials], [lr for lr, _ in trials]
        self.feed = Feed(made, seeds)
        models = [made(seed) for seed in seeds]
        name = self.setup.optimizer
        self.trainer: Stacked | Plain = (
            Plain(models[0], rates[0], name, self.objective, seeds[0])
            if reason
            else Stacked(models, rates, name, self.objective)
        )
        self.units = Units(self.trainer.module(0))
        self.step = 0
        self.curves: list[list[Point]] = [[] for _ in trials]
        self.diverged = [False] * len(trials)

    def go(self, until: float | None) -> bool:
        """Train to the end, or until the clock (`time.monotonic`) says so; True at the end."""
        steps = self.setup.steps
        at = looks(steps) if self.unit.phase == "final" else [steps]
        for end in sorted({*at, *range(SEGMENT, steps, SEGMENT)}):
            if end <= self.step or all(self.diverged):
                continue
            for row in self.feed.schedule(self.step, end):
                self.trainer.step(*self.feed.batch_of(row))
                self.step += 1
                if self.step == end and end in at:
                    self.look()
                if self.step < steps and until is not None and time.monotonic() >= until:
                    return False
        return True

    def look(self) -> None:
        """Add a point to the curve of every trial that has not diverged; the first wait for the device."""
        norms, losses = self.trainer.layout.norms(self.trainer.gradient).tolist(), self.trainer.losses.tolist()
        validation = self.evaluate(self.feed.validation, LOOKED)[0]
        for k in range(len(self.trials)):
            if self.diverged[k]:
                continue
            if not all(map(math.isfinite, (norms[k], losses[k], validation[k]))):
                self.diverged[k] = True
                self.curves[k].append(Point(self.step, math.inf, math.inf, math.inf))
                continue
            dead, saturated = self.inside(k) if self.unit.phase == "final" else (None, None)
            self.curves[k].append(Point(self.step, losses[k], validation[k], norms[k], dead, saturated))

    def inside(self, k: int) -> tuple[float | None, float | None]:
        """Dead and saturated units of the k-th model."""
        self.trainer.module(k)
        return self.units.look(self.feed.validation.x[self.feed.which[k], :INSIDE])

    def evaluate(self, pair: Pair, most: int | None = None) -> tuple[list[float], list[float]]:
        """Mean loss and metric of each trial."""
        totals: Tensor = sum(self.trainer.totals(*part) for part in self.feed.parts(pair, PIECE, most))  # type: ignore[assignment]
        loss, metric = self.objective.means(totals)
        return loss.tolist(), metric.tolist()

    def outcomes(self) -> list[Outcome]:
        """What the trials came to."""
        validation = self.evaluate(self.feed.validation)
        test = self.evaluate(self.feed.test) if self.unit.phase == "final" else None
        return [self._outcome(k, validation, test) for k in range(len(self.trials))]

    def _outcome(
        self, k: int, validation: tuple[list[float], list[float]], test: tuple[list[float], list[float]] | None
    ) -> Outcome:
        worst = (math.inf, 0.0 if self.objective.metric == "accuracy" else math.inf)
        found = [None if part is None else (part[0][k], part[1][k]) for part in (validation, test)]
        bad = self.diverged[k] or any(part is not None and not math.isfinite(part[0]) for part in found)
        ended = [None if part is None else worst if bad else part for part in found]
        assert ended[0] is not None
        return Outcome(
            candidate=self.unit.candidate,
            phase=self.unit.phase,
            lr=self.trials[k][0],
            seed=self.trials[k][1],
            curve=tuple(self.curves[k]),
            validation_loss=ended[0][0],
            validation_metric=ended[0][1],
            test_loss=None if ended[1] is None else ended[1][0],
            test_metric=None if ended[1] is None else ended[1][1],
            stacked=not self.reason,
            reason=self.reason,
        )

    def state(self) -> dict[str, Any]:
        """What a resume needs, as tensors and plain data."""
        return {
            "step": self.step,
            "curves": msgspec.to_builtins(self.curves),
            "diverged": self.diverged,
            "trainer": self.trainer.state(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on from a state."""
        self.step, self.diverged = state["step"], state["diverged"]
        self.curves = msgspec.convert(state["curves"], list[list[Point]])
        self.trainer.load(state["trainer"])


def looks(steps: int) -> list[int]:
    """After which steps there is a look: about ten, the last one at the end."""
    return sorted({max(1, round(steps * part / LOOKS)) for part in range(1, LOOKS + 1)})
