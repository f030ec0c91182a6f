"""Architecture → hidden activation, with everything that belongs to the choice."""

from __future__ import annotations

from typing import Any

import msgspec

from activadvise.advise.answers import (
    Against,
    Asked,
    Choice,
    InitAdvice,
    Kept,
    Named,
    Narrower,
    NormAdvice,
    Output,
    PublishedModel,
    Recommendation,
)
from activadvise.advise.cite import choice, cited, torch_of
from activadvise.advise.modifiers import Choices, Options, apply
from activadvise.advise.practice import practice_of, published
from activadvise.errors import UnknownName
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.names import lookup, normalized, resolve
from activadvise.rulebase.practice import architecture_of, models_named
from activadvise.rulebase.records import Activation, Architecture

ALL = "`activadvise list architectures` shows all."
CRITICAL = "critical"
"""The init that needs a critical pair, which some activations lack."""


class Found(msgspec.Struct, frozen=True):
    """An architecture, how it was understood, the published models that were named."""

    entry: Architecture
    understood: list[str] = msgspec.field(default_factory=list)
    models: list[PublishedModel] = msgspec.field(default_factory=list)


def find(name: str, base: RuleBase) -> Found:
    """The architecture that a name means: curated names, then published models, then free text.

    Raises:
        UnknownName: nothing fits; with the nearest names.
    """
    exact = lookup(base.architectures, name)
    if exact is not None and normalized(name) in map(normalized, (exact, base.architectures[exact].name)):
        return Found(base.architectures[exact])
    rows = models_named(name, base)
    models = [published(model, base) for model in rows]
    if exact is not None:
        return Found(base.architectures[exact], [f"{name!r} as {base.architectures[exact].name}"], models)
    families = [row.family for row in sorted(rows, key=lambda row: row.year or 0)]
    if families:
        family = max(families, key=lambda f: (families.count(f), families.index(f)))
        owner = architecture_of(family, base)
        if owner is not None:
            return Found(owner, [f"{name!r} as {owner.name}, the family of the published model"], models)
    match = resolve("architecture", base.architectures, name, ALL)
    return Found(base.architectures[match.id], [f"{name!r} as {match.understood}"])


def recommend(
    found: Found,
    query: dict[str, Any],
    options: Options,
    base: RuleBase,
    asked: str | None = None,
    output: Output | None = None,
) -> tuple[Recommendation, Choices]:
    """The answer without its code, and the choices that make the code.

    Raises:
        UnknownName: an option's value, or the asked activation, is not known.
    """
    entry = found.entry
    choices = apply(entry, options, base)
    activation = None if asked is None else find_activation(asked, base)
    best = _pick(entry, choices, base)
    answer = Recommendation(
        query=query,
        understood=[*found.understood, *(output.understood if output else [])],
        architecture=Named(id=entry.id, name=entry.name),
        summary=entry.summary,
        pick=best,
        asked=None if activation is None else _asked(activation, entry, best, base),
        fired=list(choices.fired),
        alternatives=[
            choice(base, pick.activation, pick.why, pick.when, pick.torch)
            for pick in entry.picks
            if pick.activation != best.id
        ],
        avoid=[
            Against(id=a.activation, name=base.activations[a.activation].name, why=a.why)
            for a in entry.avoid
            if a.activation != best.id
        ],
        fixed=[Kept(what=fixed.what, why=fixed.why) for fixed in entry.fixed],
        split=[_narrower(s.architecture, s.note, base) for s in entry.split],
        init=_init(entry, choices, activation.id if activation else choices.pick, base),
        norm=_norm(entry, choices, base),
        practice=practice_of(entry, best.id, base),
        models=found.models,
        output=output,
        certainty=entry.certainty,
        notes=entry.notes,
        sources=cited(base, _sources(entry, choices, base)),
        compare=compare_line(entry, best, base),
    )
    return answer, choices


def find_activation(name: str, base: RuleBase) -> Activation:
    """An activation by id or alias.

    Raises:
        UnknownName: with the nearest names.
    """
    exact = lookup(base.activations, name)
    if exact is None:
        from activadvise.rulebase.names import nearest

        hint = "`activadvise list activations` shows all."
        raise UnknownName("activation", name, nearest(base.activations, name), hint)
    return base.activations[exact]


def _pick(entry: Architecture, choices: Choices, base: RuleBase) -> Choice:
    """The first pick, or what a modifier put in its place, with that rule's reason."""
    for pick in entry.picks:
        if pick.activation == choices.pick:
            first = pick is entry.picks[0]
            why = pick.why_under.get(choices.norm, pick.why)
            return choice(base, pick.activation, why, None if first else pick.when, pick.torch)
    reasons = [fired.why for fired in choices.fired if fired.changes]
    return choice(base, choices.pick, reasons[-1])


def _asked(activation: Activation, entry: Architecture, best: Choice, base: RuleBase) -> Asked:
    """What speaks for and against the activation that the user named."""
    ranked = {pick.activation: pick for pick in entry.picks}
    avoided = {avoid.activation: avoid for avoid in entry.avoid}
    speaks_for, speaks_against = list(activation.pros), list(activation.cons)
    if activation.id in ranked:
        pick = ranked[activation.id]
        speaks_for.insert(0, f"{pick.why} (when: {pick.when})")
    if activation.id in avoided:
        speaks_against.insert(0, avoided[activation.id].why)
    return Asked(
        id=activation.id,
        name=activation.name,
        torch=torch_of(activation),
        speaks_for=speaks_for[:4],
        speaks_against=speaks_against[:4],
        verdict=_verdict(activation, entry, best, ranked.keys(), avoided.keys()),
    )


def _verdict(activation: Activation, entry: Architecture, best: Choice, ranked: Any, avoided: Any) -> str:
    if activation.id == best.id:
        return f"{activation.name} is the pick for {entry.name}."
    if activation.id in avoided:
        return f"Avoid {activation.name} in {entry.name}; take {best.name}."
    if activation.id in ranked:
        return f"{activation.name} is a sound alternative in {entry.name}; the first pick is {best.name}."
    return (
        f"{activation.name} is not ranked for {entry.name}: no evidence there that it beats {best.name}. "
        "Compare before you switch."
    )


def _narrower(name: str, note: str, base: RuleBase) -> Narrower:
    entry = base.architectures[name]
    pick = base.activations[entry.picks[0].activation]
    return Narrower(id=entry.id, name=entry.name, pick=pick.name, note=note)


def _sources(entry: Architecture, choices: Choices, base: RuleBase) -> list[str]:
    """Those of the architecture, then those of the rules that fired."""
    rules = [source for fired in choices.fired for source in base.modifiers[fired.rule].sources]
    return list(dict.fromkeys([*entry.sources, *rules]))


def _init(entry: Architecture, choices: Choices, used: str, base: RuleBase) -> InitAdvice:
    init = base.inits[init_id(entry, choices, used, base)]
    own = entry.init.use in (None, init.id) and choices.init is None and used == entry.picks[0].activation
    own = own and choices.norm == entry.norm.use  # the note may speak of the norm
    return InitAdvice(id=init.id, name=init.name, call=init.call, note=entry.init.note if own else init.when)


def init_id(entry: Architecture, choices: Choices, used: str, base: RuleBase) -> str:
    """The init of a modifier, else of the architecture, else of the activation that is used.

    An architecture whose init is only that of its first pick (SIREN for sine) leaves it when
    another activation is used.
    """
    own, first = entry.init.use, entry.picks[0].activation
    fitting = base.activations[used].init or "torch_default"
    wanted = choices.init or (own if own and (used == first or base.activations[first].init != own) else fitting)
    return fitting if wanted == CRITICAL and base.activations[used].critical is None else wanted


def _norm(entry: Architecture, choices: Choices, base: RuleBase) -> NormAdvice:
    norm = base.norms[choices.norm]
    if choices.norm in entry.norm.norms:
        where = entry.norm.where if choices.norm != "none" or entry.norm.use == "none" else norm.effect
        return NormAdvice(id=norm.id, name=norm.name, where=where)
    usual = base.norms[entry.norm.use].name
    return NormAdvice(id=norm.id, name=norm.name, where=f"unusual here; {entry.name} takes {usual}: {entry.norm.where}")


def compare_line(entry: Architecture, best: Choice, base: RuleBase) -> str:
    """The command that would test the advice by experiment: on the entry's program, or on the user's own model.

    Empty for what works over a dim: it is no hidden activation that another could stand in for.
    """
    if base.activations[best.id].kind not in ("elementwise", "gated"):
        return ""
    rivals = [pick.activation for pick in entry.picks if pick.activation != best.id][:2] or ["relu"]
    own = "--model yours.py:make_model --loaders yours.py:make_loaders"
    return f"activadvise compare {' '.join([best.id, *rivals])} {f'--arch {entry.id}' if entry.trial else own}"
