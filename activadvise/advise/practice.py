"""What published models use, as a sentence and as numbers."""

from __future__ import annotations

from activadvise.advise.answers import PracticeAdvice, PublishedModel, Share
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.practice import FEWEST, activation_of, counted, selected
from activadvise.rulebase.records import Architecture, Model

SHOWN = 4


def practice_of(entry: Architecture, pick: str, base: RuleBase) -> PracticeAdvice | None:
    """Shares among the published models of an architecture; None where none are known."""
    if entry.practice is None:
        return None
    count = counted(selected(entry.practice, base), base)
    if not count.total:
        return None
    shares = [
        Share(id=name, name=_name(name, base), count=number, share=count.share(name))
        for name, number in list(count.counts.items())[:SHOWN]
    ]
    since = f" since {entry.practice.since}" if entry.practice.since else ""
    kind = entry.name if entry.name.endswith("model") else f"{entry.name} model"
    models = f"published {kind}{'s' if count.total != 1 else ''}{since}"
    used = count.counts.get(pick, 0)
    statement = f"{used} of {count.total} {models} use {_name(pick, base)}"
    others = [share for share in shares if share.id != pick]
    if others:
        listed = ", ".join(f"{share.name} {share.count}" for share in others[:3])
        statement += f" (also {listed})"
    if count.total < FEWEST:
        statement += "; too few to read a share from"
    return PracticeAdvice(
        statement=statement + ".",
        n=count.total,
        since=entry.practice.since,
        families=entry.practice.families,
        shares=shares,
    )


def _name(activation: str, base: RuleBase) -> str:
    entry = base.activations.get(activation)
    return entry.name if entry else activation


def published(model: Model, base: RuleBase) -> PublishedModel:
    """A row of the table as an answer shows it."""
    return PublishedModel(
        model=model.model,
        library=model.library,
        year=model.year,
        family=model.family,
        activation=_name(activation_of(model, base), base),
        norm=model.norm,
        where=model.where,
    )
