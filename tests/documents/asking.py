"""Claims of the source documents, the questions that answer them, and how to ask.

A `Claim` says in our own words what a document says and where, which command answers it, what that
answer must hold, and whether our rule agrees, refines (adds a condition or a number) or corrects it.
"""

from __future__ import annotations

import functools
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import activadvise
from activadvise.advise.answers import Answer
from activadvise.report import render
from activadvise.rulebase import load

Rule = Literal["agrees", "refines", "corrects"]
FLAGS = {"--positive", "--imbalanced", "--pretrained"}
NUMBERS = {"--depth", "--classes"}


class Has(str):
    """Expected inside a text, or as an element of a list."""


@dataclass(frozen=True)
class Claim:
    """One claim of a document.

    Attributes:
        document: id of the document among the sources.
        place: heading (and row) in it.
        says: the claim in our own short words.
        rule: what our answer does with it.
        ask: the command line that answers, without the program's name.
        fields: path in the answer → value. A path steps through keys, numbers, ids, labels and titles;
            `@gelu.range.low` starts at an entry of the rule base (`@norms:batchnorm.where` with its kind).
        text: fragments that the plain text of the answer holds.
    """

    document: str
    place: str
    says: str
    rule: Rule
    ask: str
    fields: Mapping[str, object]
    text: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.document}-{self.place}-{self.says}"[:110]


@dataclass(frozen=True)
class Number:
    """A value that a document prints: an activation's (or a formula's) at x, as it is printed."""

    document: str
    place: str
    function: str
    x: float
    printed: str


@dataclass(frozen=True)
class Written:
    """A formula as a document writes it, of an activation or (`derivative`) of its slope."""

    document: str
    place: str
    activation: str
    what: Literal["value", "derivative"]
    formula: str
    tolerance: float = 1e-12


@functools.cache
def answer_to(ask: str) -> Answer:
    """What the Python API answers to a command line."""
    command, *words = shlex.split(ask)
    named: dict[str, Any] = {}
    free: list[str] = []
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            free.append(word)
        elif word in FLAGS:
            named[word[2:]] = True
        elif word == "--range":
            named["range"] = (float(words.pop(0)), float(words.pop(0)))
        else:
            value = words.pop(0)
            named[word[2:]] = int(value) if word in NUMBERS else value
    if command == "diagnose":
        return activadvise.diagnose(" ".join(free))
    if command == "explain":
        return activadvise.explain(*free)
    if command == "list":
        return activadvise.listed(*free, **named)
    if not named:
        return activadvise.decisions({"recommend": "architectures", "output": "tasks"}[command])
    result: Answer = getattr(activadvise, command)(**named)
    return result


@functools.cache
def data_of(ask: str) -> dict[str, Any]:
    return answer_to(ask).to_dict()


@functools.cache
def text_of(ask: str) -> str:
    """The plain text of an answer on one line, as a reader would search it."""
    return " ".join(render(answer_to(ask), "plain", width=200).split())


def step(value: object, key: str) -> object:
    """One step of a path."""
    if isinstance(value, dict):
        return value[key]
    if isinstance(value, list):
        if key.isdigit():
            return value[int(key)]
        if key == "*":
            return value
        named = [item for item in value if key in (item.get("id"), item.get("label"), item.get("title"))]
        assert named, f"no {key} in {[item.get('id') or item.get('label') or item.get('title') for item in value]}"
        return named[0]
    return getattr(value, key)


def found_at(ask: str, path: str) -> object:
    """The value at a path of the answer, or of an entry when it starts with @."""
    if path.startswith("@"):
        name, *keys = path[1:].split(".")
        kind, _, entry = name.rpartition(":")
        value: object = load().entries(kind or "activations")[entry]
    else:
        value, keys = data_of(ask), path.split(".")
    for key in keys:
        value = step(value, key)
    return value


def cited_in(value: object) -> set[str]:
    """Ids of all sources that an answer names."""
    if isinstance(value, list):
        return set().union(*map(cited_in, value))
    if not isinstance(value, dict):
        return set()
    own = {source["id"] for source in value.get("sources", ())}
    return own.union(*(cited_in(item) for item in value.values()))
