"""The decision tables and the lists of entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from activadvise.advise.answers import Table
from activadvise.advise.cite import torch_of
from activadvise.errors import UnknownName
from activadvise.rulebase.base import KINDS, RuleBase
from activadvise.rulebase.practice import activation_of
from activadvise.rulebase.records import Architecture, Task

Rows = list[dict[str, str]]
LISTS = [*KINDS, "models"]


def architectures(base: RuleBase, query: dict[str, Any]) -> Table:
    """Every architecture with its pick, the alternatives, norm and init."""
    rows = [
        {
            "architecture": entry.id,
            "pick": base.activations[entry.picks[0].activation].name,
            "also": ", ".join(base.activations[p.activation].name for p in entry.picks[1:4]),
            "norm": entry.norm.use,
            "domain": entry.domain,
        }
        for entry in _in_reading_order(base.architectures.values())
    ]
    hint = "activadvise recommend --arch NAME tells why, and prints the code"
    return _table(query, "Which hidden activation?", rows, hint)


def tasks(base: RuleBase, query: dict[str, Any]) -> Table:
    """Every task with what forward returns, the loss, the target, the inference step."""
    rows = [
        {
            "task": entry.id,
            "forward returns": entry.forward,
            "loss": base.losses[entry.losses[0].loss].name,
            "inference": entry.inference,
        }
        for entry in _in_reading_order(base.tasks.values())
    ]
    hint = "activadvise output --task NAME tells the whole chain, and prints the code"
    return _table(query, "Which output layer and loss?", rows, hint)


Rowed = TypeVar("Rowed", Architecture, Task)


def _in_reading_order(entries: Iterable[Rowed]) -> list[Rowed]:
    """Common ones first, then by domain, the domain with the most entries first."""
    found = list(entries)
    sizes = Counter(entry.domain for entry in found)
    return sorted(found, key=lambda entry: (not entry.common, -sizes[entry.domain], entry.domain))


def listed(kind: str, base: RuleBase, query: dict[str, Any], activation: str | None = None) -> Table:
    """The entries of a kind, one a row.

    Raises:
        UnknownName: not a kind.
    """
    if kind == "models":
        return _table(query, "models", _models(base, activation))
    if not kind:
        rows = [{"kind": name, "entries": str(len(getattr(base, name)))} for name in LISTS]
        return _table(query, "kinds", rows, "activadvise list KIND shows the entries")
    if kind not in KINDS:
        raise UnknownName("kind", kind, LISTS)
    makers: dict[str, Callable[[RuleBase], Rows]] = {
        "activations": _activations, "modifiers": _modifiers, "sources": _sources, "checks": _checks,
    }  # fmt: skip
    rows = makers[kind](base) if kind in makers else _plain(kind, base)
    return _table(query, kind, rows, f"activadvise explain NAME tells more; {len(rows)} {kind}")


def _table(query: dict[str, Any], title: str, rows: Rows, hint: str | None = None) -> Table:
    return Table(query=query, title=title, hint=hint, columns=list(rows[0]) if rows else [], rows=rows)


def _plain(kind: str, base: RuleBase) -> Rows:
    return [{"id": e.id, "name": e.name, "summary": e.summary} for e in base.entries(kind).values()]


def _activations(base: RuleBase) -> Rows:
    return [
        {"id": a.id, "name": a.name, "formula": a.text or a.formula or "", "PyTorch": torch_of(a) or "(snippet)"}
        for a in base.activations.values()
    ]


def _modifiers(base: RuleBase) -> Rows:
    return [
        {"option": f"--{m.option}", "value": m.id, "summary": m.summary}
        for m in sorted(base.modifiers.values(), key=lambda m: m.option)
    ]


def _checks(base: RuleBase) -> Rows:
    return [{"code": c.id, "severity": c.severity, "name": c.name} for _, c in sorted(base.checks.items())]


def _sources(base: RuleBase) -> Rows:
    return [
        {"id": s.id, "year": str(s.year or ""), "title": s.title, "where": s.url or ""} for s in base.sources.values()
    ]


def _models(base: RuleBase, activation: str | None) -> Rows:
    rows = []
    for model in sorted(base.models, key=lambda model: (-(model.year or 0), model.model)):
        used = activation_of(model, base)
        if activation is None or activation in (used, model.activation):
            rows.append(
                {
                    "model": model.model,
                    "year": str(model.year or ""),
                    "family": model.family,
                    "activation": base.activations[used].name if used in base.activations else used,
                    "norm": model.norm,
                    "library": model.library,
                }
            )
    return rows
