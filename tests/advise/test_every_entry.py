"""Every entry and every alias is answered, in all four formats, and JSON fits its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import jsonschema
import pytest

import activadvise
from activadvise.advise.answers import Answer
from activadvise.programs import trains
from activadvise.report import render
from activadvise.report.json import schema
from activadvise.rulebase import KINDS, load

BASE = load()
Ask = Callable[[str], Answer]


def init_of(name: str) -> Answer:
    return activadvise.init(name)


def asks() -> Iterator[tuple[str, str, Ask, str]]:
    """(command, kind, how to ask, what to ask for)."""
    for kind, command, ask in (
        ("architectures", "recommend", activadvise.recommend),
        ("tasks", "output", activadvise.output),
        ("activations", "init", init_of),
    ):
        for name in BASE.entries(kind):
            yield command, kind, ask, name
    for kind in KINDS:
        for name in BASE.entries(kind):
            yield "explain", kind, activadvise.explain, f"{kind}:{name}"
    for name, symptom in BASE.symptoms.items():
        for text in [name, *symptom.cases]:
            yield "diagnose", "symptoms", activadvise.diagnose, text


ASKS = list(asks())


@pytest.mark.parametrize(("command", "kind", "ask", "name"), ASKS, ids=[f"{a[0]}-{a[1]}-{a[3]}"[:90] for a in ASKS])
def test_answered_in_all_formats(command: str, kind: str, ask: Ask, name: str) -> None:
    answer = ask(name)
    data = json.loads(render(answer, "json"))
    jsonschema.Draft202012Validator(schema(command)).validate(data)
    for format in ("plain", "markdown", "rich"):
        text = render(answer, format, width=80, color=False)
        assert len(text) > 40
    if command in ("recommend", "output", "init"):
        may_be_empty = command == "init" and not trains(BASE.activations[name])
        assert data["code"].startswith("# Made by activadvise: ") or (may_be_empty and data["code"] == "")
    if kind != "sources" and command != "diagnose":
        assert data.get("certainty") or data["entries"][0]["certainty"]


@pytest.mark.parametrize(
    ("kind", "ask"),
    [("architectures", activadvise.recommend), ("tasks", activadvise.output), ("activations", init_of)],
)
def test_every_alias_is_answered_as_its_entry(kind: str, ask: Ask) -> None:
    field = {"architectures": "architecture", "tasks": "task", "activations": "activation"}[kind]
    for entry in BASE.entries(kind).values():
        for alias in [*entry.aliases, *getattr(entry, "models", [])]:
            assert getattr(ask(alias), field).id == entry.id, alias


def test_schemas_are_valid_themselves() -> None:
    for command in ("recommend", "output", "init", "diagnose", "explain", "list"):
        jsonschema.Draft202012Validator.check_schema(schema(command))


def test_plain_and_rich_say_the_same() -> None:
    answer = activadvise.recommend("transformer")
    plain, rich = (
        set(re.findall(r"[^\W_]+", render(answer, format, width=200, color=False))) for format in ("plain", "rich")
    )
    assert plain == rich


@pytest.mark.parametrize("name", [n for n, e in BASE.architectures.items() if "none" in e.norm.norms])
def test_no_reason_leans_on_a_norm_that_was_asked_away(name: str) -> None:
    answer = activadvise.recommend(name, norm="none")
    if BASE.architectures[name].norm.use != "none":
        assert not re.search(r"(?<![Ww]ithout )((Batch|Group|Layer|Instance)Norm|the norm)", answer.pick.why)
        assert answer.norm.where == BASE.norms["none"].effect


@pytest.mark.parametrize(
    "name", [n for n, a in BASE.activations.items() if trains(a) and not a.gate and not a.critical]
)
def test_no_program_is_left_with_a_number_that_its_activation_lacks(name: str) -> None:
    for answer in (
        activadvise.recommend("deep-mlp", activation=name),
        activadvise.recommend("mlp", activation=name, depth=50, norm="none"),
    ):
        assert not re.search(r"\b(WEIGHT_VARIANCE|BIAS_VARIANCE|GAIN|SLOPE)\b", answer.code)
        assert answer.init.id != "critical"
