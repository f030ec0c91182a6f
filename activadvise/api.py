"""What Python users call. Answers are plain immutable data with `.code` and `.to_dict()`.

    >>> import activadvise
    >>> activadvise.recommend("transformer").pick.id
    'gelu'

Every function takes `rules`: paths of house rule files or folders, merged over the built-in
rules in order.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from activadvise.advise.answers import Answer, Diagnosis, Initialization, Output, Recommendation, Table
from activadvise.advise.explanations import Curve, Explanations
from activadvise.advise.modifiers import Options
from activadvise.advise.output import Chain, Conditions
from activadvise.errors import BadValue
from activadvise.rulebase import RuleBase, load
from activadvise.rulebase.records import Architecture

Rules = Sequence[str | os.PathLike[str]]


def _markdown(answer: Answer) -> str:
    from activadvise.report import render

    return render(answer, "markdown")


# Notebooks show answers as Markdown; set here because answers know nothing of reports.
Answer._repr_markdown_ = _markdown  # type: ignore[attr-defined]


def _query(**options: Any) -> dict[str, Any]:
    """The options that were given, for the answer's `query`."""
    return {name: value for name, value in options.items() if value not in (None, False, (), {})}


def _signed(code: str, command: str, query: Mapping[str, Any]) -> str:
    """The program under a first line that names the whole command that made it."""
    words = [command]
    for name, value in query.items():
        if isinstance(value, dict):
            words += [f"--{name} {size}={number}" for size, number in value.items()]
        elif isinstance(value, list):
            words.append(f"--{name} {' '.join(f'{number:g}' for number in value)}")
        else:
            words.append(f"--{name}" if value is True else f"--{name} {shlex.quote(str(value))}")
    line = re.sub(r"[\x00-\x1f]", " ", " ".join(words))
    if not code:
        return ""
    return f"# Made by activadvise: {line}\n" + code.split("\n", 1)[1]


def recommend(
    arch: str,
    *,
    activation: str | None = None,
    task: str | None = None,
    goal: str | None = None,
    deploy: str | None = None,
    norm: str | None = None,
    depth: int | None = None,
    scale: str | None = None,
    pretrained: bool = False,
    sizes: Mapping[str, int] | None = None,
    rules: Rules = (),
) -> Recommendation:
    """The hidden activation for an architecture, and a program that uses it.

    Args:
        arch: architecture, published model, or words ("ResNet 50", "llama").
        activation: ask for the program with this one, and what speaks for and against it.
        task: adds the output layer, the loss and the inference of a task.
        goal, deploy, norm, scale: entries of the `modifiers` (and `norms`) of the rule base.
        depth: number of layers.
        pretrained: the weights come from a checkpoint.
        sizes: sizes of the program, such as {"hidden": 256}.
        rules: house rule files or folders.

    Raises:
        UnknownName: a name that is not known, with the nearest ones.
        BadValue: options that do not fit together.
        BrokenRules: a house rule file with errors.
    """
    from activadvise import programs
    from activadvise.advise import recommend as advice

    base = load(rules)
    query = _query(
        arch=arch, activation=activation, task=task, goal=goal, deploy=deploy, norm=norm, depth=depth,
        scale=scale, pretrained=pretrained, set=dict(sizes or {}),
    )  # fmt: skip
    found = advice.find(arch, base)
    nested = None if task is None else _answer(task, Conditions(), _query(task=task), base)
    options = Options(goal, deploy, norm, depth, scale, pretrained)
    answer, choices = advice.recommend(found, query, options, base, activation, nested and nested[0])
    used = answer.asked.id if answer.asked else choices.pick
    code = programs.of_architecture(found.entry, used, choices, base, nested and nested[1], dict(sizes or {}))
    code = _signed(code, "recommend", query)
    return msgspec.structs.replace(
        answer, code=code, notes=[*_norm_note(found.entry, choices.norm, base), *answer.notes]
    )


def _norm_note(entry: Architecture, norm: str, base: RuleBase) -> list[str]:
    """Says when the program cannot show the norm of the advice."""
    from activadvise.programs import offered_norm

    kept = offered_norm(entry, norm)
    if kept == norm:
        return []
    offered = ", ".join(entry.norm.norms)
    return [f"The program below keeps {base.norms[kept].name}: it has no {base.norms[norm].name}, only {offered}."]


def output(
    task: str,
    *,
    loss: str | None = None,
    range: tuple[float, float] | None = None,
    positive: bool = False,
    imbalanced: bool = False,
    classes: int | None = None,
    sizes: Mapping[str, int] | None = None,
    rules: Rules = (),
) -> Output:
    """The whole chain for a task: last layer, loss, target, inference, decision, program.

    Args:
        task: a task or words ("multi label", "predict an angle").
        loss: the loss to use; the chain changes with it.
        range: bounds (low, high) of the targets; infinite for none.
        positive: targets are above zero.
        imbalanced: one class is rare.
        classes: number of classes; sets the numbers of the mistakes and of the program.
        sizes: sizes of the program.
        rules: house rule files or folders.

    Raises:
        UnknownName, BadValue, BrokenRules: as `recommend`.
    """
    from activadvise import programs

    base = load(rules)
    conditions = Conditions(loss, range, positive, imbalanced, classes)
    query = _query(
        task=task, loss=loss, range=range and list(range), positive=positive, imbalanced=imbalanced,
        classes=classes, set=dict(sizes or {}),
    )  # fmt: skip
    answer, chain = _answer(task, conditions, query, base)
    code = programs.of_task(chain, base, dict(sizes or {}))
    notes = [*_without_effect(answer, conditions, code), *answer.notes]
    return msgspec.structs.replace(answer, code=_signed(code, "output", query), notes=notes)


def _without_effect(answer: Output, conditions: Conditions, code: str) -> list[str]:
    """Options that were given and change nothing for this task."""
    fired = {rule.option for rule in answer.fired}
    given = {
        "range": conditions.range is not None,
        "positive": conditions.positive,
        "imbalanced": conditions.imbalanced,
        "classes": conditions.classes is not None and "    classes = " not in code,
    }
    idle = [f"--{name}" for name, is_given in given.items() if is_given and name not in fired]
    return [f"{' and '.join(idle)} changed nothing: the task {answer.task.id} has no rule for it."] if idle else []


def _answer(task: str, conditions: Conditions, query: dict[str, Any], base: RuleBase) -> tuple[Output, Chain]:
    from activadvise.advise import output as advice

    found = advice.find(task, base)
    conditions = advice.checked(advice.heard(conditions, found.told), base)
    chain = advice.chain(base.tasks[found.id], conditions, base)
    return advice.answer(chain, found.words, query, conditions, base), chain


def init(
    activation: str,
    *,
    depth: int | None = None,
    norm: str | None = None,
    mode: str = "fan_in",
    slope: float | None = None,
    rules: Rules = (),
) -> Initialization:
    """How to initialize the layers before an activation.

    Args:
        activation: id or alias.
        depth: number of plain layers; from 20 on the critical pair matters.
        norm: the normalization before the activation ("none" for a plain stack).
        mode: "fan_in" keeps the forward variance, "fan_out" the backward one.
        slope: slope on the left, for Leaky ReLU and its kin.
        rules: house rule files or folders.

    Raises:
        UnknownName, BadValue, BrokenRules: as `recommend`.
    """
    from activadvise import programs
    from activadvise.advise.initialize import initialize
    from activadvise.advise.recommend import find_activation

    if mode not in ("fan_in", "fan_out"):
        raise BadValue(f"--mode {mode}: the modes are fan_in and fan_out.")
    base = load(rules)
    entry = find_activation(activation, base)
    query = _query(activation=activation, depth=depth, norm=norm, mode=mode, slope=slope)
    answer = initialize(entry, query, base, depth, norm, slope, mode)
    return msgspec.structs.replace(answer, code=_signed(programs.of_init(entry, answer, base), "init", query))


def diagnose(text: str, *, rules: Rules = ()) -> Diagnosis:
    """Causes, checks and fixes for a symptom, a number, an error message or a traceback.

    Raises:
        UnknownName: nothing in the text is known.
        BadValue: the text is empty.
    """
    from activadvise.advise.diagnose import diagnose as advice

    return advice(text, _query(text=text), load(rules))


def explain(*names: str, rules: Rules = ()) -> Explanations:
    """What the rule base knows about names: activations, tasks, losses, anything.

    Raises:
        UnknownName: a name that no kind knows.
    """
    from activadvise.advise.explain import explain as advice

    return advice(list(names), _query(names=list(names)), load(rules))


def curves(names: Sequence[str], *, rules: Rules = ()) -> list[Curve]:
    """What `plot` draws: the formula of each activation.

    Raises:
        UnknownName: not an activation.
        BadValue: a function over a dim (softmax) has no curve.
    """
    from activadvise.advise.explain_activation import curve_of
    from activadvise.advise.recommend import find_activation

    base = load(rules)
    found = []
    for name in names:
        activation = find_activation(name, base)
        curve = curve_of(activation, base)
        if curve is None:
            raise BadValue(f"{activation.name} works over a dim, not element by element: it has no curve to plot.")
        found.append(curve)
    return found


def decisions(table: str, *, rules: Rules = ()) -> Table:
    """The whole decision table: "architectures" or "tasks".

    Raises:
        BadValue: neither of the two.
    """
    from activadvise.advise import tables

    makers = {"architectures": tables.architectures, "tasks": tables.tasks}
    if table not in makers:
        raise BadValue(f"{table!r} is not a decision table; there are architectures and tasks.")
    return makers[table](load(rules), _query(table=table))


def listed(kind: str, *, activation: str | None = None, rules: Rules = ()) -> Table:
    """The entries of a kind; `activation` filters the models.

    Raises:
        UnknownName: not a kind, or not an activation.
    """
    from activadvise.advise import tables
    from activadvise.advise.recommend import find_activation

    base = load(rules)
    used = None if activation is None else find_activation(activation, base).id
    return tables.listed(kind, base, _query(kind=kind, activation=activation), used)
