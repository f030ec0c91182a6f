"""Tasks and losses."""

from typing import Literal

import msgspec

from activadvise.rulebase.records.common import Case, Entry, Expects, Layout, NumberSign, Record, Snippet, Torch


class LossChoice(Record, frozen=True, kw_only=True):
    """A loss of a task; `code` is the expression that makes it."""

    loss: str
    code: str
    when: str


class Target(Record, frozen=True, kw_only=True):
    """What the loss compares with."""

    dtype: str
    shape: str
    values: str


class Mistake(Record, frozen=True, kw_only=True):
    """A common mistake; `shows` says how it is seen in numbers; `floor` is a formula."""

    what: str
    shows: str
    floor: str | None = None


class Condition(Record, frozen=True, kw_only=True):
    """When a variant of a task applies. Every field that is set must hold."""

    loss: str | None = None
    range: list[float] | Literal["any", "half"] | None = None
    positive: bool | None = None
    imbalanced: bool | None = None
    classes: int | None = None


class Variant(Record, frozen=True, kw_only=True):
    """What a condition changes in a task's answer; fields left out stay as they are.

    `refuse`: the condition makes no sense for the task; `why` then says what to ask instead.
    """

    when: Condition
    why: str
    refuse: bool = False
    activation: str | None = None
    layer: str | None = None
    forward: str | None = None
    losses: list[LossChoice] | None = None
    target: Target | None = None
    inference: str | None = None
    decision: str | None = None
    mistakes: list[Mistake] | None = None
    flags: dict[str, str] = {}


class Task(Entry, frozen=True, kw_only=True):
    """A task: the whole chain from the last layer to the decision.

    Attributes:
        activation: id of the activation that `forward` ends with (identity for logits).
        layout: what the head reads; None when the template is a program of its own.
        host: id of the architecture whose backbone carries the head in `output`'s snippet.
        common: stands at the top of the decision table.
    """

    domain: str
    activation: str
    layer: str
    forward: str
    losses: list[LossChoice]
    target: Target
    inference: str
    decision: str
    mistakes: list[Mistake]
    variants: list[Variant] = []
    snippet: Snippet
    layout: Layout | None = None
    host: str | None = None
    common: bool = False
    cases: list[Case]


class Limits(Record, frozen=True, kw_only=True):
    """What the audit demands of the targets of a loss, where PyTorch itself lets others pass.

    Attributes:
        low, high: the least and the greatest value.
        only: the only values.
        same_shape: predictions and targets must not be broadcast against each other.
        classes: integer targets are class indices below the number of classes, or ignore_index.
        distribution: float targets sum to one over the classes.
    """

    low: float | None = None
    high: float | None = None
    only: list[float] = []
    same_shape: bool = False
    classes: bool = False
    distribution: bool = False


class Loss(Entry, frozen=True, kw_only=True):
    """A loss: what it expects, of which target, and the safer alternative.

    Attributes:
        limits: what a run can see to be wrong with the targets.
        numbers: values that give a cause away when the loss stands still there.
    """

    torch: Torch = Torch()
    text: str | None = None
    expects: Expects
    expects_text: str
    target: Target
    target_means: str | None = None
    limits: Limits = Limits()
    numbers: list[NumberSign] = []
    reductions: list[str] = msgspec.field(default_factory=lambda: ["mean", "sum", "none"])
    inference: str
    mistakes: list[Mistake] = []
    stable_alternative: str | None = None
    when: str
    snippet: str | None = None
