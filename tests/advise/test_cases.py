"""The cases that rules bring: query → first answer. Every rule wins in at least one."""

from __future__ import annotations

from typing import Any

import pytest

import activadvise
from activadvise.advise.answers import Output
from activadvise.rulebase import load
from activadvise.rulebase.records import Case, Modifier

BASE = load()


def ids(cases: list[tuple[str, Case]]) -> list[str]:
    return [f"{name}-{case.ask}"[:100] for name, case in cases]


ARCHITECTURES = [(name, case) for name, entry in BASE.architectures.items() for case in entry.cases]
TASKS = [(name, case) for name, entry in BASE.tasks.items() for case in entry.cases]
MODIFIERS = [(name, case) for name, entry in BASE.modifiers.items() for case in entry.cases]
SYMPTOMS = [(name, text) for name, entry in BASE.symptoms.items() for text in entry.cases]


def recommended(ask: dict[str, Any]) -> str:
    options = {key: value for key, value in ask.items() if key not in ("arch", "activation", "task")}
    return activadvise.recommend(str(ask["arch"]), **options).pick.id


@pytest.mark.parametrize(("name", "case"), ARCHITECTURES, ids=ids(ARCHITECTURES))
def test_architecture_cases(name: str, case: Case) -> None:
    ask = {"arch": name, **case.ask}
    assert recommended(ask) == case.answer


def asked_output(name: str, ask: dict[str, Any]) -> Output:
    options: dict[str, Any] = {key: value for key, value in ask.items() if key != "task"}
    if "range" in options:
        options["range"] = tuple(options["range"])
    return activadvise.output(str(ask.get("task", name)), **options)


@pytest.mark.parametrize(("name", "case"), TASKS, ids=ids(TASKS))
def test_task_cases(name: str, case: Case) -> None:
    answer = asked_output(name, case.ask)
    assert answer.task.id == name
    assert case.answer in {answer.loss[0].id, final_activation(name, answer)}


def final_activation(name: str, answer: Output) -> str:
    """The activation `forward` ends with, after the variants that fired."""
    from activadvise.advise.output import Conditions, chain, checked

    bounds = answer.query.get("range")
    conditions = Conditions(
        loss=answer.query.get("loss"),
        range=None if bounds is None else (bounds[0], bounds[1]),
        positive=answer.query.get("positive", False),
        imbalanced=answer.query.get("imbalanced", False),
        classes=answer.query.get("classes"),
    )
    return chain(BASE.tasks[name], checked(conditions, BASE), BASE).task.activation


@pytest.mark.parametrize(("name", "case"), MODIFIERS, ids=ids(MODIFIERS))
def test_modifier_cases(name: str, case: Case) -> None:
    answer = activadvise.recommend(str(case.ask["arch"]), **{k: v for k, v in case.ask.items() if k != "arch"})  # type: ignore[arg-type]
    assert answer.pick.id == case.answer
    assert name in {fired.rule for fired in answer.fired}


@pytest.mark.parametrize(("name", "text"), SYMPTOMS, ids=[f"{n}-{t}"[:90] for n, t in SYMPTOMS])
def test_symptom_cases(name: str, text: str) -> None:
    assert activadvise.diagnose(text).symptoms[0].id == name


def test_every_entry_brings_cases() -> None:
    missing = [name for name, entry in BASE.architectures.items() if not entry.cases]
    missing += [name for name, entry in BASE.tasks.items() if not entry.cases]
    missing += [name for name, entry in BASE.symptoms.items() if not entry.cases]
    missing += [name for name, entry in BASE.modifiers.items() if entry.effects and not entry.cases]
    assert missing == []


def test_every_effect_of_a_modifier_wins_somewhere() -> None:
    """No effect is shadowed by an earlier one for every architecture it names."""
    unreachable = [
        (m.id, number) for m in BASE.modifiers.values() for number in range(len(m.effects)) if not wins(m, number)
    ]
    assert unreachable == []


def wins(modifier: Modifier, number: int) -> bool:
    from activadvise.advise.modifiers import Choices, _first

    for entry in BASE.architectures.values():
        for pick in entry.picks:
            choices = Choices(pick.activation, entry.norm.use)
            if _first(modifier, entry, choices) is modifier.effects[number]:
                return True
    return False
