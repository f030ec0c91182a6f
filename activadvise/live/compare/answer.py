"""What a comparison returns: plain data, importable without torch."""

from __future__ import annotations

from typing import Any, Literal

from activadvise.advise.answers import Answer, Part


class Interval(Part, frozen=True, kw_only=True):
    """A 95 % interval of a mean, by Student's t over seeds."""

    low: float
    high: float


class Standing(Part, frozen=True, kw_only=True):
    """A row of the table.

    Attributes:
        candidate: as it was named; an id of the rule base where it is one.
        name: as people write it.
        rank: 1 is the best on average; one that diverges comes after all that do not.
        lr: learning rate of the reported trials.
        trials: reported ones; `diverged` of them did not end and are in no mean.
        mean: of what decides, over seeds.
        difference: from the baseline, seed by seed (of means where seeds are not shared); None for the baseline.
        p: of no difference from the baseline, corrected for all pairs of candidates (Holm).
        test: the test behind p: "t", "welch", "signs" or "ranks".
        loss, metric: mean test loss, mean test metric.
        validation_loss: mean at the end.
        dead, saturated: shares at the end; None where the activation cannot be.
        gradient_norm: mean at the end.
        step_ms, memory_mb, parameters: cost; None where it was not measured.
    """

    candidate: str
    name: str
    rank: int
    baseline: bool
    lr: float | None
    trials: int
    diverged: int
    mean: float | None
    interval: Interval | None = None
    difference: float | None = None
    difference_interval: Interval | None = None
    p: float | None = None
    test: str | None = None
    loss: float | None = None
    metric: float | None = None
    validation_loss: float | None = None
    dead: float | None = None
    saturated: float | None = None
    gradient_norm: float | None = None
    step_ms: float | None = None
    memory_mb: float | None = None
    parameters: int | None = None


class Conclusion(Part, frozen=True, kw_only=True):
    """The verdict.

    Attributes:
        kind: a winner beats every other candidate clearly (corrected p below 0.025).
        keep: the candidate to use; with no clear difference the cheaper one.
        best: candidates that none other beats clearly.
        losers: the others: one of them or of the best beats them clearly, or they diverge while the best do not.
        last: the one that every other beats clearly.
        seeds: about how many would settle what is open, with a probability of 0.8; None where nothing is, or where
            no practical number would.
        constant: what decides, of predicting the same for every sample, mean over seeds; None if that is not known.
        learned: some candidate is better than that.
        text: all of this in words.
    """

    kind: Literal["winner", "no-clear-difference", "too-few-seeds", "all-diverged"]
    keep: str
    best: list[str]
    losers: list[str]
    last: str | None
    seeds: int | None
    constant: float | None = None
    learned: bool = True
    text: str


class Course(Part, frozen=True, kw_only=True):
    """A candidate over training: means over the trials that did not diverge, at each step looked at."""

    candidate: str
    steps: list[int]
    train_loss: list[float | None]
    validation_loss: list[float | None]
    gradient_norm: list[float | None]
    dead: list[float | None]
    saturated: list[float | None]


class Trial(Part, frozen=True, kw_only=True):
    """One trial; a loss that is not there (diverged, or no test while tuning) is None."""

    candidate: str
    phase: Literal["tune", "final"]
    lr: float
    seed: int
    diverged: bool
    validation_loss: float | None
    validation_metric: float | None
    test_loss: float | None
    test_metric: float | None
    dead: float | None
    saturated: float | None
    gradient_norm: float | None
    stacked: bool


class Advice(Part, frozen=True, kw_only=True):
    """What `recommend` says for this architecture, beside what was measured."""

    pick: str
    agrees: bool | None
    text: str


class Comparison(Answer, frozen=True, kw_only=True):
    """A comparison.

    Attributes:
        setup: what was compared: data, model, budget, metric.
        verdict: what to do.
        standings: the table, best first.
        courses: over training.
        trials: one by one, tuning trials first.
        advice: None where the model is no architecture of the rule base.
        data: name, task, source, license.
        notes: how the numbers came about.
        partial: it was interrupted; only what is done is told.
    """

    setup: dict[str, Any]
    data: dict[str, Any]
    metric: str
    verdict: Conclusion
    standings: list[Standing]
    courses: list[Course]
    trials: list[Trial]
    advice: Advice | None = None
    notes: list[str] = []
    partial: bool = False
