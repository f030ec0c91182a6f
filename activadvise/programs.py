"""Answers → programs: which recipe a recommendation, a chain or an init becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from activadvise.advise.answers import Initialization
from activadvise.advise.modifiers import Choices
from activadvise.advise.output import Chain, Conditions, chain
from activadvise.advise.recommend import init_id
from activadvise.errors import BadValue
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.records import Activation, Architecture, Task
from activadvise.snippet import Recipe, compose
from activadvise.snippet.compose import supports_gates

Sizes = Mapping[str, int]
INIT_HOST = "architectures/mlp.py"
UNIT = (0.0, 1.0)
"""The bounds of a target whose bounds nobody said."""


def of_architecture(
    entry: Architecture, activation: str, choices: Choices, base: RuleBase, task: Chain | None, sizes: Sizes
) -> str:
    """The program of a recommendation, with the task's head or the architecture's own.

    Raises:
        BadValue: the task or the activation does not fit the architecture's template.
    """
    return _sized(lambda wanted: architecture_recipe(entry, activation, choices, base, task, wanted), task, base, sizes)


def _sized(recipe: Callable[[Sizes], Recipe], task: Chain | None, base: RuleBase, sizes: Sizes) -> str:
    """A program with the sizes that were given, and as many classes as the task has."""
    text = compose(recipe(sizes), base)
    if task is None or task.classes is None or "classes" in sizes or "    classes = " not in text:
        return text
    return compose(recipe({**sizes, "classes": task.classes}), base)


def architecture_recipe(
    entry: Architecture,
    activation: str,
    choices: Choices,
    base: RuleBase,
    task: Chain | None = None,
    sizes: Sizes | None = None,
) -> Recipe:
    """What a recommendation's program is made of."""
    _check_activation(entry, base.activations[activation])
    found = task or (None if entry.task is None else chain(base.tasks[entry.task], Conditions(), base))
    if found and not fits(entry, found.task):
        raise BadValue(_misfit(entry, found.task, base))
    complete = found is not None and found.task.layout is None
    init = init_id(entry, choices, activation, base)
    layout = found.task.layout if found and found.task.layout else ""
    low, high = (found and found.range) or UNIT
    flags = {**entry.snippet.flags, **({"layout": layout} if layout else {}), **(found.flags if found else {})}
    return Recipe(
        header=_header(entry.id, task),
        activation=activation,
        module=next((pick.torch for pick in entry.picks if pick.activation == activation), None),
        architecture=entry.snippet.template,
        task=found.task.snippet.template if found and not complete else None,
        norm=offered_norm(entry, choices.norm),
        init=init,
        loss=found.chosen if found else None,
        flags=flags,
        low=low,
        high=high,
        sizes=sizes or {},
    )


def _header(arch: str, task: Chain | None) -> str:
    with_task = f" --task {task.task.id}" if task else ""
    return f"Made by activadvise: recommend --arch {arch}{with_task}"


def fits(entry: Architecture, task: Task) -> bool:
    """Whether an architecture's features can carry a task's head, or its program is the task's."""
    if task.layout is None:
        return entry.snippet.template == task.snippet.template
    return task.layout in entry.layouts


def offered_norm(entry: Architecture, norm: str) -> str:
    """The wanted norm where the architecture's program has a place for it, else its own."""
    return norm if norm in entry.norm.norms else entry.norm.use


def _check_activation(entry: Architecture, activation: Activation) -> None:
    if activation.id in {pick.activation for pick in entry.picks}:
        return
    if activation.kind == "gated" and not supports_gates(entry.snippet.template):
        raise BadValue(
            f"--activation {activation.id}: a gated activation needs two projections, and the {entry.id} program has "
            f"no place for them; take its gate's function, {activation.gate}."
        )
    if activation.kind in ("vector", "layer"):
        raise BadValue(
            f"--activation {activation.id}: it works over a dim, not element by element; it is no hidden activation."
        )


def _misfit(entry: Architecture, task: Task, base: RuleBase) -> str:
    fitting = [other.id for other in base.tasks.values() if fits(entry, other)]
    hosts = [other.id for other in base.architectures.values() if fits(other, task)]
    tasks = f" {entry.id} goes with {', '.join(fitting[:8])}." if fitting else ""
    archs = (
        f" {task.id} goes with {', '.join(hosts[:8])}."
        if hosts
        else f" `activadvise output --task {task.id}` prints its own program."
    )
    return f"--task {task.id}: the {entry.id} program has no features for this head.{tasks}{archs}"


def of_task(found: Chain, base: RuleBase, sizes: Sizes) -> str:
    """The program of a task on its host architecture, or the task's own program."""
    return _sized(lambda wanted: task_recipe(found, base, wanted), found, base, sizes)


def task_recipe(found: Chain, base: RuleBase, sizes: Sizes | None = None) -> Recipe:
    """What a task's program is made of: its head on a host, or the task's own program."""
    task = found.task
    host = base.architectures[task.host] if task.host else None
    owner = host or _owner(task, base)
    pick = owner.picks[0]
    low, high = found.range or UNIT
    flags = {**(host.snippet.flags if host else {}), "layout": task.layout or "", **found.flags}
    return Recipe(
        header=f"Made by activadvise: output --task {task.id}",
        activation=pick.activation,
        module=pick.torch,
        architecture=host.snippet.template if host else None,
        task=task.snippet.template,
        norm=owner.norm.use,
        init=owner.init.use or base.activations[pick.activation].init,
        loss=found.chosen,
        flags=flags,
        low=low,
        high=high,
        sizes=sizes or {},
    )


def _owner(task: Task, base: RuleBase) -> Architecture:
    """The architecture whose program a task shows; the first of all for a program of no other."""
    owners = [a for a in base.architectures.values() if a.snippet.template == task.snippet.template]
    same_name = [a for a in owners if a.id == task.id]
    return [*same_name, *owners, *base.architectures.values()][0]


def of_init(activation: Activation, answer: Initialization, base: RuleBase) -> str:
    """A plain network with the init applied; empty for what cannot train as a hidden activation."""
    return compose(init_recipe(activation, answer.init.id, base), base) if trains(activation) else ""


def trains(activation: Activation) -> bool:
    """Whether a network can train with it: element by element, with a gradient, and not linear."""
    found = activation.moments
    flat = found is not None and found.slope_second == 0.0
    linear = found is not None and found.mean == 0.0 and found.second == found.slope_second == activation.lipschitz
    return activation.kind in ("elementwise", "gated") and not flat and not linear


def init_recipe(activation: Activation, init: str, base: RuleBase) -> Recipe:
    """What an init's program is made of: the MLP without norm, and a classifier's head."""
    task = next(task for task in base.tasks.values() if task.snippet.template == "tasks/multiclass.py")
    return Recipe(
        header=f"Made by activadvise: init --activation {activation.id}",
        activation=activation.id,
        architecture=INIT_HOST,
        task=task.snippet.template,
        init=init,
        loss=task.losses[0],
        flags={"layout": "vector"},
    )
