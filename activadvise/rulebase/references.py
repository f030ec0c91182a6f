"""Rules about rules: every reference resolves, every alias is unique, every formula parses."""

from __future__ import annotations

import difflib
import os.path
import re
from collections.abc import Iterator, Mapping

from activadvise.errors import BadFormula
from activadvise.formula import parse
from activadvise.rulebase.base import KINDS, RuleBase
from activadvise.rulebase.location import SNIPPETS
from activadvise.rulebase.names import normalized
from activadvise.rulebase.records import (
    Activation,
    Architecture,
    Entry,
    Init,
    Loss,
    Modifier,
    Symptom,
    Task,
)
from activadvise.rulebase.yaml_source import Key

Problem = tuple[str, str, Key, str]
Reference = tuple[Key, str, str | None]


def problems_of(base: RuleBase) -> list[Problem]:
    """(kind, id, path of the field, what is wrong) for everything that does not fit together."""
    found: list[Problem] = []
    for kind in KINDS:
        for name, entry in base.entries(kind).items():
            found += [(kind, name, key, text) for key, text in _entry_problems(base, entry)]
        found += _alias_problems(base, kind)
    return found


def _entry_problems(base: RuleBase, entry: object) -> Iterator[tuple[Key, str]]:
    for key, kind, name in _references(entry):
        if name is not None and name not in base.entries(kind):
            yield key, _unresolved(kind, name, base.entries(kind))
    if isinstance(entry, Entry):
        for index, cite in enumerate(entry.sources):
            if cite.split(":")[0].strip() not in base.sources:
                yield ("sources", index), _unresolved("sources", cite.split(":")[0].strip(), base.sources)
    yield from _formula_problems(entry)
    yield from _template_problems(entry)
    yield from _pattern_problems(entry)


def _unresolved(kind: str, name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"{name!r} is not in {kind}" + (f"; did you mean {near[0]!r}?" if near else "")


def _references(entry: object) -> Iterator[Reference]:
    """(field path, kind, id) of every id that an entry mentions."""
    if isinstance(entry, Activation):
        yield ("gate",), "activations", entry.gate
        yield ("value",), "activations", entry.value
        yield ("init",), "inits", entry.init
    elif isinstance(entry, Architecture):
        yield from _architecture_references(entry)
    elif isinstance(entry, Task):
        yield from _task_references(entry)
    elif isinstance(entry, Loss):
        yield ("stable_alternative",), "losses", entry.stable_alternative
    elif isinstance(entry, Modifier):
        for index, effect in enumerate(entry.effects):
            at: Key = ("effects", index)
            yield (*at, "pick"), "activations", effect.pick
            yield (*at, "norm"), "norms", effect.norm
            yield (*at, "init"), "inits", effect.init
            for i, name in enumerate(effect.norms):
                yield (*at, "norms", i), "norms", name
            for i, name in enumerate(effect.architectures):
                yield (*at, "architectures", i), "architectures", name
            for i, name in enumerate(effect.picks):
                yield (*at, "picks", i), "activations", name


def _architecture_references(entry: Architecture) -> Iterator[Reference]:
    for i, pick in enumerate(entry.picks):
        yield ("picks", i, "activation"), "activations", pick.activation
        for norm in pick.why_under:
            yield ("picks", i, "why_under", norm), "norms", norm
    for i, avoid in enumerate(entry.avoid):
        yield ("avoid", i, "activation"), "activations", avoid.activation
    for i, split in enumerate(entry.split):
        yield ("split", i, "architecture"), "architectures", split.architecture
    for i, norm in enumerate(entry.norm.offered):
        yield ("norm", "offered", i), "norms", norm
    yield ("norm", "use"), "norms", entry.norm.use
    yield ("init", "use"), "inits", entry.init.use
    yield ("task",), "tasks", entry.task


def _task_references(entry: Task) -> Iterator[Reference]:
    yield ("activation",), "activations", entry.activation
    yield ("host",), "architectures", entry.host
    for i, loss in enumerate(entry.losses):
        yield ("losses", i, "loss"), "losses", loss.loss
    for i, variant in enumerate(entry.variants):
        yield ("variants", i, "activation"), "activations", variant.activation
        yield ("variants", i, "when", "loss"), "losses", variant.when.loss
        for j, loss in enumerate(variant.losses or []):
            yield ("variants", i, "losses", j, "loss"), "losses", loss.loss


def _formula_problems(entry: object) -> Iterator[tuple[Key, str]]:
    if not isinstance(entry, Activation):
        return
    for field in ("formula", "derivative"):
        text = getattr(entry, field)
        if text:
            try:
                parse(text, entry.parameters)
            except BadFormula as error:
                yield (field,), str(error)
    if entry.kind == "elementwise" and not entry.formula:
        yield (), "an elementwise activation needs a formula"
    if entry.kind == "gated" and not entry.gate:
        yield (), "a gated activation needs a gate"


def _template_problems(entry: object) -> Iterator[tuple[Key, str]]:
    template: str | None = None
    key: Key = ("snippet",)
    if isinstance(entry, (Architecture, Task)):
        template, key = entry.snippet.template, ("snippet", "template")
    elif isinstance(entry, (Init, Loss)):
        template = entry.snippet
    if template and not os.path.isfile(os.path.join(SNIPPETS, template)):
        yield key, f"there is no template {template!r} in rules/snippets"


def _pattern_problems(entry: object) -> Iterator[tuple[Key, str]]:
    if isinstance(entry, Symptom):
        for index, pattern in enumerate(entry.errors):
            try:
                re.compile(pattern)
            except re.error as error:
                yield ("errors", index), f"not a regular expression: {error}"


def _alias_problems(base: RuleBase, kind: str) -> list[Problem]:
    """Every alias means one entry of its kind."""
    owner: dict[str, str] = {normalized(name): name for name in base.entries(kind)}
    found: list[Problem] = []
    for name, entry in base.entries(kind).items():
        spellings = [*getattr(entry, "aliases", []), *getattr(entry, "models", [])]
        for index, alias in enumerate(spellings):
            other = owner.setdefault(normalized(alias), name)
            if other != name:
                field = "aliases" if index < len(getattr(entry, "aliases", [])) else "models"
                found.append((kind, name, (field,), f"the alias {alias!r} already means {other!r}"))
    return found
