"""The rule base: every entry of every kind, as typed records."""

from __future__ import annotations

from typing import Any

import msgspec

from activadvise.rulebase import records

KINDS: dict[str, type[Any]] = {
    "activations": records.Activation,
    "architectures": records.Architecture,
    "tasks": records.Task,
    "losses": records.Loss,
    "inits": records.Init,
    "norms": records.Norm,
    "modifiers": records.Modifier,
    "symptoms": records.Symptom,
    "checks": records.Check,
    "sources": records.Source,
}


class RuleBase(msgspec.Struct, frozen=True, kw_only=True):
    """All rules. Every attribute but the last two maps ids to records, in file order.

    Attributes:
        models: what published models use, from `published_models.csv`.
        origins: "kind/id" or "kind/id/field" → "file:line" where it was written.
    """

    activations: dict[str, records.Activation] = {}
    architectures: dict[str, records.Architecture] = {}
    tasks: dict[str, records.Task] = {}
    losses: dict[str, records.Loss] = {}
    inits: dict[str, records.Init] = {}
    norms: dict[str, records.Norm] = {}
    modifiers: dict[str, records.Modifier] = {}
    symptoms: dict[str, records.Symptom] = {}
    checks: dict[str, records.Check] = {}
    sources: dict[str, records.Source] = {}
    models: list[records.Model] = []
    origins: dict[str, str] = {}

    def entries(self, kind: str) -> dict[str, Any]:
        """The entries of a kind by its name in the YAML files ("tasks")."""
        entries: dict[str, Any] = getattr(self, kind)
        return entries
