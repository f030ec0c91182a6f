"""Everything the command line can emit, as recipes; the tests execute all of it."""

from __future__ import annotations

from collections.abc import Iterator

from activadvise.advise.modifiers import Choices, Options, apply
from activadvise.advise.output import Conditions, chain
from activadvise.programs import architecture_recipe, fits, init_recipe, task_recipe, trains
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.records import Modifier, Task
from activadvise.snippet import Recipe

EXAMPLE_RANGE = (1.0, 5.0)


def every_recipe(base: RuleBase) -> Iterator[tuple[str, Recipe]]:
    """Everything the command line can emit, with a label: the tests run all of it."""
    yield from _architectures(base)
    yield from _modified(base)
    yield from _tasks(base)
    yield from _pairs(base)
    yield from _inits(base)


def _architectures(base: RuleBase) -> Iterator[tuple[str, Recipe]]:
    for entry in base.architectures.values():
        for norm in entry.norm.norms:
            for pick in entry.picks:
                choices = Choices(pick.activation, norm)
                recipe = architecture_recipe(entry, pick.activation, choices, base)
                yield f"recommend --arch {entry.id} --activation {pick.activation} --norm {norm}", recipe


def _tasks(base: RuleBase) -> Iterator[tuple[str, Recipe]]:
    for task in base.tasks.values():
        for label, conditions in _conditions(task):
            found = chain(task, conditions, base)
            yield f"output --task {task.id}{label}", task_recipe(found, base)


def _conditions(task: Task) -> Iterator[tuple[str, Conditions]]:
    """No condition, each variant's, each further loss."""
    yield "", Conditions()
    for loss in task.losses[1:]:
        yield f" --loss {loss.loss}", Conditions(loss=loss.loss)
    for variant in (variant for variant in task.variants if not variant.refuse):
        when = variant.when
        bounds = EXAMPLE_RANGE if when.range == "any" else (2.0, float("inf")) if when.range == "half" else when.range
        pair = None if bounds is None else (float(bounds[0]), float(bounds[1]))
        conditions = Conditions(when.loss, pair, bool(when.positive), bool(when.imbalanced), when.classes)
        yield f" {when}", conditions


def _pairs(base: RuleBase) -> Iterator[tuple[str, Recipe]]:
    for entry in base.architectures.values():
        for task in base.tasks.values():
            if fits(entry, task):
                found = chain(task, Conditions(), base)
                choices = Choices(entry.picks[0].activation, entry.norm.use)
                recipe = architecture_recipe(entry, choices.pick, choices, base, found)
                yield f"recommend --arch {entry.id} --task {task.id}", recipe


def _modified(base: RuleBase) -> Iterator[tuple[str, Recipe]]:
    """What each value of --goal, --deploy, --norm, --depth, --scale, --pretrained leads to."""
    for entry in base.architectures.values():
        for modifier in base.modifiers.values():
            choices = apply(entry, _option(modifier), base)
            recipe = architecture_recipe(entry, choices.pick, choices, base)
            yield f"recommend --arch {entry.id} --{modifier.option} {modifier.id}", recipe


def _option(modifier: Modifier) -> Options:
    match modifier.option:
        case "depth":
            return Options(depth=modifier.at_least)
        case "pretrained":
            return Options(pretrained=True)
        case "norm":
            return Options(norm=modifier.id.removeprefix("norm-"))
        case "goal":
            return Options(goal=modifier.id)
        case "deploy":
            return Options(deploy=modifier.id)
        case "scale":
            return Options(scale=modifier.id)


def _inits(base: RuleBase) -> Iterator[tuple[str, Recipe]]:
    for activation in base.activations.values():
        if trains(activation):
            for init in dict.fromkeys(
                [activation.init or "torch_default", *(["critical"] if activation.critical else [])]
            ):
                yield f"init --activation {activation.id} ({init})", init_recipe(activation, init, base)
