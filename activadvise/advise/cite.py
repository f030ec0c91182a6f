"""Small pieces that every answer is made of: citations, names, expressions."""

from __future__ import annotations

from activadvise.advise.answers import Choice, Cited
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.records import Activation


def cited(base: RuleBase, sources: list[str]) -> list[Cited]:
    """ "he-2015: section 2.2" → title, year, place and address of the source."""
    found = []
    for cite in sources:
        name, _, place = cite.partition(":")
        source = base.sources[name.strip()]
        found.append(
            Cited(
                id=source.id,
                title=source.title,
                year=source.year,
                place=place.strip() or None,
                url=source.url,
            )
        )
    return found


def torch_of(activation: Activation) -> str | None:
    """The PyTorch expression; None for what PyTorch has no module for."""
    return activation.torch.module or activation.torch.functional


def choice(base: RuleBase, name: str, why: str, when: str | None = None, torch: str | None = None) -> Choice:
    """An activation as an answer shows it; `torch` where its module needs arguments."""
    activation = base.activations[name]
    return Choice(
        id=activation.id,
        name=activation.name,
        torch=torch or torch_of(activation),
        why=why,
        when=when,
        formula=activation.text,
    )
