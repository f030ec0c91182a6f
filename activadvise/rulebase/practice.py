"""Counting what published models use. Shares are computed here, never typed into a rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.names import normalized
from activadvise.rulebase.records import Architecture, Model, Practice

FEWEST = 8
"""Below this many models a share says nothing and is not given."""


class Count(msgspec.Struct, frozen=True):
    """`counts` maps activation ids to how many of the `total` models use them."""

    total: int
    counts: dict[str, int]

    def share(self, name: str) -> float | None:
        """Fraction of models, None when there are fewer than 8."""
        return self.counts.get(name, 0) / self.total if self.total >= FEWEST else None


def activation_of(model: Model, base: RuleBase) -> str:
    """The id of what a model uses; a gated row is the gated activation of its gate."""
    if not model.gated:
        return model.activation
    gates = {a.gate: a.id for a in reversed(base.activations.values()) if a.kind == "gated"}
    return gates.get(model.activation) or gates.get(_exact(model.activation), model.activation)


def _exact(name: str) -> str:
    """Approximations share the gated form of the exact function (tanh GELU → GEGLU)."""
    return "gelu" if "gelu" in name else name


def counted(models: Iterable[Model], base: RuleBase) -> Count:
    """How often each activation is used, most used first."""
    counts = Counter(activation_of(model, base) for model in models)
    return Count(sum(counts.values()), dict(counts.most_common()))


def selected(practice: Practice, base: RuleBase) -> list[Model]:
    """The models that a practice selector means; undated ones count only without `since`."""
    return [
        model
        for model in base.models
        if model.family in practice.families
        and (not practice.domains or model.domain in practice.domains)
        and (practice.since is None or (model.year or 0) >= practice.since)
    ]


def users_of(activation: str, base: RuleBase) -> list[Model]:
    """Published models that use an activation, newest first."""
    found = [model for model in base.models if activation_of(model, base) == activation]
    return sorted(found, key=lambda model: -(model.year or 0))


def models_named(name: str, base: RuleBase) -> list[Model]:
    """Rows whose model name is what a person typed; else those that begin with it as a word."""
    wanted = normalized(name)
    exact = [model for model in base.models if wanted in _short_names(model.model)]
    if exact or len(wanted) < 3:
        return exact
    words = re.split(r"[\s_-]+", name.casefold())
    return [m for m in base.models if re.split(r"[\s_-]+", m.model.casefold())[: len(words)] == words]


def _short_names(model: str) -> set[str]:
    """The name, without what stands in brackets, without the suffix of a configuration class."""
    return {normalized(name) for name in (model, model.split("(")[0], plain_name(model))}


def plain_name(model: str) -> str:
    """A model's name without the suffix of its configuration class: Qwen3Config → Qwen3."""
    return re.sub(r"(Text)?Config$", "", model.split("(")[0].strip())


def architecture_of(family: str, base: RuleBase) -> Architecture | None:
    """The first architecture that counts a family of published models as its own."""
    for entry in base.architectures.values():
        if entry.practice and entry.practice.families[:1] == [family]:
            return entry
    for entry in base.architectures.values():
        if entry.practice and family in entry.practice.families:
            return entry
    return None
