"""Task → the whole chain: layer, loss, target, inference, decision."""

from __future__ import annotations

import math
from typing import Any

import msgspec

from activadvise.advise.answers import Fired, LossAdvice, MistakeAdvice, Named, Output
from activadvise.advise.cite import cited
from activadvise.advise.said import Said, options, said, told
from activadvise.errors import BadValue
from activadvise.formula import parse
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.names import Match, matched, resolve
from activadvise.rulebase.records import Condition, LossChoice, Mistake, Task, Variant

ALL = "`activadvise list tasks` shows all."
DEFAULT_CLASSES = 10


class Conditions(msgspec.Struct, frozen=True):
    """What the user said about the targets; None and False mean: not said."""

    loss: str | None = None
    range: tuple[float, float] | None = None
    positive: bool = False
    imbalanced: bool = False
    classes: int | None = None


class Chain(msgspec.Struct, frozen=True):
    """A task with its variants applied: what the answer shows and the snippet uses.

    `range` holds the bounds of the targets, `classes` their number; None: not said.
    """

    task: Task
    fired: list[Fired]
    flags: dict[str, str]
    chosen: LossChoice
    range: tuple[float, float] | None = None
    classes: int | None = None


BARE, SEVERAL = "in a range", "10 classes"
"""What a phrase of bounds or of a number of classes alone asks for: "output in [-1, 1]", "3 classes"."""


class Understood(msgspec.Struct, frozen=True):
    """The task that a phrase means, what it says of the targets, and how both are told."""

    id: str
    told: Said
    words: list[str]


def find(name: str, base: RuleBase) -> Understood:
    """The task that a name or a phrase means, with what the phrase says of the targets.

    Raises:
        UnknownName: nothing fits, or several fit equally well.
    """
    phrase = said(name)
    match = _match(name, phrase, base)
    task = base.tasks[match.id]
    matters = told(phrase, task)
    typed = options(matters)
    words = [f"{name!r} as {match.understood or task.name}{typed}"] if match.understood or typed else []
    return Understood(match.id, matters, words)


def _match(name: str, phrase: Said, base: RuleBase) -> Match:
    """The task of a phrase; bounds and the like count as words only where nothing else helps."""
    whole = matched(base.tasks, name)
    numbers = phrase.range is not None or phrase.classes is not None
    if whole and (whole.understood is None or not numbers or told(phrase, base.tasks[whole.id]).range):
        return whole
    bare = [BARE] if phrase.range else [SEVERAL] if phrase.classes else []
    for less in (phrase.rest, *(f"{phrase.rest} {words}" for words in bare), *bare):
        found = matched(base.tasks, less)
        if found is not None:
            return found
    return whole or resolve("task", base.tasks, name, ALL)


def heard(conditions: Conditions, phrase: Said) -> Conditions:
    """What the options say; where they say nothing, what the phrase does."""
    return Conditions(
        conditions.loss,
        phrase.range if conditions.range is None else conditions.range,
        conditions.positive or phrase.positive,
        conditions.imbalanced or phrase.imbalanced,
        phrase.classes if conditions.classes is None else conditions.classes,
    )


def checked(conditions: Conditions, base: RuleBase) -> Conditions:
    """The same conditions with the loss as an id.

    Raises:
        BadValue: an empty or undefined range, fewer than one class.
        UnknownName: a loss that is not known.
    """
    if conditions.range is not None:
        low, high = conditions.range
        if math.isnan(low) or math.isnan(high) or not low < high:
            raise BadValue(f"--range {low:g} {high:g}: the first bound must be below the second.")
        if math.isinf(low) and not math.isinf(high):
            raise BadValue(
                f"--range {low:g} {high:g}: an upper bound alone is not covered; "
                f"predict {high:g} minus the target with --range 0 inf."
            )
    if conditions.classes is not None and conditions.classes < 1:
        raise BadValue(f"--classes {conditions.classes}: there is at least one class.")
    if conditions.loss is None:
        return conditions
    match = resolve("loss", base.losses, conditions.loss, "`activadvise list losses` shows all.")
    return Conditions(match.id, conditions.range, conditions.positive, conditions.imbalanced, conditions.classes)


def chain(task: Task, conditions: Conditions, base: RuleBase) -> Chain:
    """Apply every variant whose conditions hold, the most exact range first.

    Raises:
        BadValue: a loss that does not fit the task, with those that do; what a variant refuses.
    """
    fired: list[Fired] = []
    flags = dict(task.snippet.flags)
    for variant in _applying(task, conditions):
        if variant.refuse:
            asked = _fired(variant, conditions, task)
            raise BadValue(f"--{asked.option} {asked.value}: {variant.why}")
        fields = {
            name: value
            for name in ("activation", "layer", "forward", "losses", "target", "inference", "decision", "mistakes")
            if (value := getattr(variant, name)) is not None
        }
        task = msgspec.structs.replace(task, **fields)
        flags.update(variant.flags)
        fired.append(_fired(variant, conditions, task))
    return Chain(task, fired, flags, _chosen(task, conditions, base), conditions.range, conditions.classes)


def _applying(task: Task, conditions: Conditions) -> list[Variant]:
    found = [variant for variant in task.variants if _holds(variant.when, conditions)]
    ranges = [variant for variant in found if variant.when.range is not None]
    best = min(ranges, key=_looseness, default=None)
    return [variant for variant in found if variant.when.range is None or variant is best]


def _looseness(variant: Variant) -> int:
    """An exact range comes before "half" (one infinite bound), that before "any"."""
    return {"half": 1, "any": 2}.get(variant.when.range, 0) if isinstance(variant.when.range, str) else 0


def _holds(when: Condition, asked: Conditions) -> bool:
    if when.loss is not None and when.loss != asked.loss:
        return False
    if when.positive and not asked.positive:
        return False
    if when.imbalanced and not asked.imbalanced:
        return False
    if when.classes is not None and when.classes != asked.classes:
        return False
    return when.range is None or (asked.range is not None and _range_holds(when.range, asked.range))


def _range_holds(when: list[float] | str, asked: tuple[float, float]) -> bool:
    if isinstance(when, list):
        return tuple(when) == asked
    low, high = map(math.isfinite, asked)
    return low and (high if when == "any" else not high)


def _fired(variant: Variant, asked: Conditions, task: Task) -> Fired:
    when = variant.when
    said = {
        "loss": when.loss,
        "range": asked.range and f"{asked.range[0]:g} {asked.range[1]:g}" if when.range else None,
        "positive": "" if when.positive else None,
        "imbalanced": "" if when.imbalanced else None,
        "classes": str(when.classes) if when.classes is not None else None,
    }
    option, value = next((name, text) for name, text in said.items() if text is not None)
    return Fired(option=option, value=value or "", rule=f"{task.id} variant", why=variant.why)


def _chosen(task: Task, conditions: Conditions, base: RuleBase) -> LossChoice:
    if conditions.loss is None:
        return task.losses[0]
    for loss in task.losses:
        if loss.loss == conditions.loss:
            return loss
    fitting = {loss.loss for loss in task.losses}
    fitting |= {variant.when.loss for variant in task.variants if variant.when.loss}
    raise BadValue(
        f"--loss {base.losses[conditions.loss].name}: this loss does not fit the task {task.id}; "
        f"these do: {', '.join(sorted(fitting))}."
    )


def answer(
    found: Chain, understood: list[str], query: dict[str, Any], conditions: Conditions, base: RuleBase
) -> Output:
    """The answer without its code; the chosen loss comes first."""
    task = found.task
    losses = [found.chosen, *(loss for loss in task.losses if loss is not found.chosen)]
    classes = conditions.classes or DEFAULT_CLASSES
    return Output(
        query=query,
        understood=understood,
        task=Named(id=task.id, name=task.name),
        summary=task.summary,
        fired=found.fired,
        layer=task.layer,
        forward=task.forward,
        loss=[
            LossAdvice(id=loss.loss, name=base.losses[loss.loss].name, torch=loss.code, when=loss.when)
            for loss in losses
        ],
        target=task.target,
        inference=task.inference,
        decision=task.decision,
        mistakes=[mistake(m, classes, base) for m in task.mistakes],
        certainty=task.certainty,
        notes=task.notes,
        sources=cited(base, task.sources),
    )


def mistake(entry: Mistake, classes: int, base: RuleBase) -> MistakeAdvice:
    """A mistake with its telling number for C classes."""
    if entry.floor is None:
        return MistakeAdvice(what=entry.what, shows=entry.shows)
    value = parse(entry.floor, {"C": float(classes)}).value(0.0)
    number = f"{value:.4f}" + (f" for C = {classes}" if "C" in entry.floor else "")
    return MistakeAdvice(what=entry.what, shows=entry.shows, number=number)
