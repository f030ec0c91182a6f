"""What is compared, cut into pieces of work. No torch here: a plan is plain data that any process can read."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Phase = Literal["tune", "final"]
Init = Literal["matched", "same", "default"]

DATA = (
    "digits", "breast-cancer", "wine", "diabetes", "friedman", "spirals", "teacher-student", "text", "sine", "image",
    "digits-images", "digits-fakes",
)  # fmt: skip

STACK = 12
TUNING_SEEDS = 1_000_000  # tuning seeds start here, so that no final seed was ever tuned on


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that determines the numbers of a comparison; its digest names the comparison in a store.

    Attributes:
        candidates: ids or aliases of the rule base, in the order given; `file.py:name` for the user's own.
        data: name of a built-in data set, or path of a CSV or Parquet file; empty with `loaders`.
        target: column of the user's table.
        arch: architecture of the rule base whose program is trained; empty with `model`.
        model: `file.py:name`, a factory that takes the activation, or any module whose activations are swapped.
        loaders: `file.py:name`, a function that gives the train, validation and test loaders.
        digest: of the user's files (table, model, loaders) and of the versions that made the numbers.
        seeds: trials of each candidate that are reported.
        base_seed: the first of them.
        steps: optimizer steps of each trial.
        batch_size: samples per step.
        optimizer: "adamw", "adam" or "sgd" (momentum 0.9).
        lr: the learning rate of all, None to tune it for each candidate on `grid`.
        grid: learning rates tried, the same for all.
        tuning_seeds: trials per learning rate of the grid, with seeds of their own.
        init: "matched" scales one draw by each activation's gain, "same" gives all candidates the baseline's numbers,
            "default" is PyTorch's own.
        metric: what decides: "loss", or the metric of the task ("accuracy", "rmse").
        baseline: the candidate that the others are compared with; one of `candidates`.
        device: torch device.
        sizes: sizes of the program, as in {"hidden": 64}.
        seeds_shared: False gives each candidate seeds of its own: unpaired, to test the test.
    """

    candidates: tuple[str, ...]
    data: str = ""
    target: str | None = None
    arch: str = ""
    model: str | None = None
    loaders: str | None = None
    digest: str = ""
    seeds: int = 24
    base_seed: int = 0
    steps: int = 300
    batch_size: int = 64
    optimizer: str = "adamw"
    lr: float | None = None
    grid: tuple[float, ...] = (3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1)
    tuning_seeds: int = 2
    init: Init = "matched"
    metric: str = "loss"
    baseline: str = ""
    device: str = "cpu"
    sizes: dict[str, int] = {}
    seeds_shared: bool = True

    def name(self) -> str:
        """A short digest: two setups have the same name only if all of the above is the same."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()[:16]


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work: a few trials of one candidate, trained at once where the rule says so.

    Which trials share a unit depends on the setup alone, so that the numbers are the same for any number of
    processes or machines.

    Attributes:
        candidate: one of the setup's.
        phase: "tune" or "final".
        trials: (learning rate, seed) of each.
    """

    candidate: str
    phase: Phase
    trials: tuple[tuple[float, int], ...]

    def key(self) -> str:
        """Names the unit in a store."""
        return msgspec.json.encode(self, order="deterministic").decode()


class Point(msgspec.Struct, frozen=True):
    """A look at a trial while it trains.

    Attributes:
        step: optimizer steps so far.
        train_loss: of the last batch, before its step.
        validation_loss: mean over the validation data.
        gradient_norm: L2 norm of the gradient of the last batch.
        dead: share of units that are silent for all validation samples looked at; None if the activation cannot be.
        saturated: share of values where the slope is almost nil; None if it cannot be.
    """

    step: int
    train_loss: float
    validation_loss: float
    gradient_norm: float
    dead: float | None = None
    saturated: float | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one trial came to; a trial that diverged has infinite losses.

    Attributes:
        candidate, phase, lr, seed: which trial.
        curve: points over training, the last one at the end.
        validation_loss, validation_metric: at the end, on the validation data.
        test_loss, test_metric: at the end, on the test data; None while tuning.
        stacked: whether it was trained together with others.
        reason: why it was not; empty if it was.
    """

    candidate: str
    phase: Phase
    lr: float
    seed: int
    curve: tuple[Point, ...]
    validation_loss: float
    validation_metric: float
    test_loss: float | None = None
    test_metric: float | None = None
    stacked: bool = False
    reason: str = ""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What a candidate costs; measured, so not the same from run to run.

    Attributes:
        candidate: which.
        step_ms: milliseconds of one training step of one plain model, the least of several, interleaved with others'.
        memory_mb: megabytes kept for the backward pass of one batch (on cuda: peak allocated).
        parameters: trainable parameters.
    """

    candidate: str
    step_ms: float
    memory_mb: float
    parameters: int


def tuning_units(setup: Setup, candidate: str, offset: int = 0) -> list[Unit]:
    """The trials that choose a candidate's learning rate; none where it is fixed or there is nothing to choose."""
    if setup.lr is not None or len(setup.grid) < 2:
        return []
    first = TUNING_SEEDS + setup.base_seed + offset
    trials = [(lr, first + index) for lr in setup.grid for index in range(setup.tuning_seeds)]
    return _units(candidate, "tune", trials)


def final_units(setup: Setup, candidate: str, lr: float, offset: int = 0) -> list[Unit]:
    """The trials that are reported."""
    trials = [(lr, setup.base_seed + offset + index) for index in range(setup.seeds)]
    return _units(candidate, "final", trials)


def _units(candidate: str, phase: Phase, trials: list[tuple[float, int]]) -> list[Unit]:
    parts = [tuple(trials[start : start + STACK]) for start in range(0, len(trials), STACK)]
    return [Unit(candidate=candidate, phase=phase, trials=part) for part in parts]


def offset(setup: Setup, candidate: str) -> int:
    """0 where seeds are shared; else far apart, so that no two candidates meet the same seed."""
    return 0 if setup.seeds_shared else 10_000 * setup.candidates.index(candidate)
