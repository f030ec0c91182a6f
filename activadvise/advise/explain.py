"""Everything the rule base knows about a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from activadvise.advise.cite import cited
from activadvise.advise.explain_activation import activation_facts, activation_groups, curve_of
from activadvise.advise.explanations import Explanation, Explanations, Fact, Group
from activadvise.advise.practice import practice_of
from activadvise.errors import UnknownName
from activadvise.rulebase.base import KINDS, RuleBase
from activadvise.rulebase.names import by_words, lookup, nearest, normalized
from activadvise.rulebase.practice import activation_of, models_named
from activadvise.rulebase.records import (
    Activation,
    Architecture,
    Check,
    Init,
    Loss,
    Mistake,
    Modifier,
    Norm,
    NumberSign,
    Source,
    Symptom,
    Task,
)

BETWEEN = frozenset({"vs", "vs.", "versus", "and", "or", "between", "difference", "the", "what", "is"})
SINGULAR = {
    "activation": "activations", "architecture": "architectures", "arch": "architectures", "task": "tasks",
    "loss": "losses", "init": "inits", "norm": "norms", "modifier": "modifiers", "symptom": "symptoms",
    "check": "checks", "source": "sources", "model": "models",
}  # fmt: skip


def explain(names: list[str], query: dict[str, Any], base: RuleBase) -> Explanations:
    """One explanation per name and kind that has it.

    Raises:
        UnknownName: a name that no kind knows, with the nearest of all kinds.
    """
    wanted = [name for name in names if name.casefold() not in BETWEEN] or names
    try:
        entries = [entry for name in wanted for entry in _explained(name, base)]
    except UnknownName:
        entries = _phrase(" ".join(names), base)
        if not entries:
            raise
    return Explanations(query=query, entries=entries)


def _phrase(text: str, base: RuleBase) -> list[Explanation]:
    """Several words as one name ("layer norm"), several names in one text ("relu vs gelu"), or free text."""
    words = [word for word in re.split(r"[\s,]+", text) if word and word.casefold() not in BETWEEN]
    for kind in KINDS:
        exact = lookup(base.entries(kind), " ".join(words))
        if exact is not None:
            return [_explanation(kind, base.entries(kind)[exact], base)]
    named = [lookup(base.activations, word) for word in words]
    if sum(name is not None for name in named) > 1:
        return [_explanation("activations", base.activations[name], base) for name in named if name is not None]
    best: tuple[float, str, str] | None = None
    for kind in KINDS:
        for name, score in by_words(base.entries(kind), text)[:1] if kind != "sources" else []:
            best = max(best or (score, kind, name), (score, kind, name))
    return [] if best is None else [_explanation(best[1], base.entries(best[1])[best[2]], base)]


def _explained(name: str, base: RuleBase) -> list[Explanation]:
    prefix, _, rest = name.partition(":")
    kinds = list(KINDS)
    if rest and (prefix in SINGULAR or prefix in KINDS):
        kinds, name = [SINGULAR.get(prefix, prefix)], rest
    found = []
    for kind in kinds:
        if kind != "models":
            exact = lookup(base.entries(kind), name)
            if exact is not None:
                found.append(_explanation(kind, base.entries(kind)[exact], base))
    own = [entry for entry in found if normalized(name) in (normalized(entry.id), normalized(entry.name))]
    found = own or found or _models(name, base)
    if not found:
        near = [close for kind in KINDS for close in nearest(base.entries(kind), name, 2)]
        raise UnknownName("name", name, list(dict.fromkeys(near))[:4], "`activadvise list` shows the kinds.")
    return found


def _models(name: str, base: RuleBase) -> list[Explanation]:
    rows = models_named(name, base)
    if not rows:
        return []
    items = [
        f"{row.model} ({row.library} {row.version}{f', {row.year}' if row.year else ''}): "
        f"{activation_of(row, base)}, norm {row.norm}; read from {row.where} ({row.evidence})"
        for row in rows
    ]
    groups = [Group(title="Published models of this name", items=items)]
    return [
        Explanation(kind="model", id=name, name=name, summary="Read off the code of published packages.", groups=groups)
    ]


def _explanation(kind: str, entry: Any, base: RuleBase) -> Explanation:
    facts, groups = FACTS[kind](entry, base)
    if isinstance(entry, Source):
        return Explanation(kind="source", id=entry.id, name=entry.title, summary="", facts=facts, groups=groups)
    return Explanation(
        kind=kind.removesuffix("s") if kind != "losses" else "loss",
        id=entry.id,
        name=entry.name,
        summary=entry.summary,
        aliases=entry.aliases,
        facts=[fact for fact in facts if fact.text],
        groups=[group for group in groups if group.items],
        plot=curve_of(entry, base) if isinstance(entry, Activation) else None,
        certainty=entry.certainty,
        notes=entry.notes,
        sources=cited(base, entry.sources),
    )


Parts = tuple[list[Fact], list[Group]]


def _architecture(entry: Architecture, base: RuleBase) -> Parts:
    practice = practice_of(entry, entry.picks[0].activation, base)
    facts = [
        Fact(label="Norm", text=f"{base.norms[entry.norm.use].name}: {entry.norm.where}"),
        Fact(label="Init", text=entry.init.note),
        Fact(label="Published models", text=practice.statement if practice else ""),
        Fact(label="Models", text=", ".join(entry.models)),
    ]
    groups = [
        Group(
            title="Picks",
            items=[f"{base.activations[p.activation].name}: {p.why} (when: {p.when})" for p in entry.picks],
        ),
        Group(title="Avoid", items=[f"{base.activations[a.activation].name}: {a.why}" for a in entry.avoid]),
        Group(title="Do not change", items=[f"{f.what}: {f.why}" for f in entry.fixed]),
        Group(title="Narrower", items=[f"{s.architecture}: {s.note}" for s in entry.split]),
    ]
    return facts, groups


def _mistakes(mistakes: list[Mistake]) -> Group:
    return Group(title="Mistakes", items=[f"{m.what}: {m.shows}" for m in mistakes])


def _task(entry: Task, base: RuleBase) -> Parts:
    target = entry.target
    facts = [
        Fact(label="Final layer", text=entry.layer),
        Fact(label="forward returns", text=entry.forward),
        Fact(label="Loss", text="; ".join(f"{loss.code} ({loss.when})" for loss in entry.losses)),
        Fact(label="Target", text=f"{target.dtype}, {target.shape}, {target.values}"),
        Fact(label="Inference", text=entry.inference),
        Fact(label="Decision", text=entry.decision),
    ]
    return facts, [Group(title="Variants", items=[v.why for v in entry.variants]), _mistakes(entry.mistakes)]


def _loss(entry: Loss, base: RuleBase) -> Parts:
    target, safer = entry.target, entry.stable_alternative
    facts = [
        Fact(label="PyTorch", text=entry.torch.module or "not in PyTorch (the snippet defines it)"),
        Fact(label="Formula", text=entry.text or ""),
        Fact(label="Expects", text=entry.expects_text),
        Fact(label="Target", text=f"{target.dtype}, {target.shape}, {target.values}"),
        Fact(label="Reductions", text=", ".join(entry.reductions)),
        Fact(label="Inference", text=entry.inference),
        Fact(label="When", text=entry.when),
        Fact(label="Safer", text=base.losses[safer].name if safer else ""),
        _numbers(entry.numbers),
    ]
    return facts, [_mistakes(entry.mistakes)]


def _init(entry: Init, base: RuleBase) -> Parts:
    users = [a.name for a in base.activations.values() if a.init == entry.id]
    facts = [
        Fact(label="Call", text=entry.call),
        Fact(label="Formula", text=entry.formula),
        Fact(label="Gain", text=entry.gain or ""),
        Fact(label="When", text=entry.when),
        Fact(label="Not when", text=entry.avoid_when or ""),
        Fact(label="Used for", text=", ".join(users)),
    ]
    return facts, []


def _norm(entry: Norm, base: RuleBase) -> Parts:
    facts = [
        Fact(label="Where", text=entry.where),
        Fact(label="When", text=entry.when),
        Fact(label="Effect", text=entry.effect),
    ]
    return facts, [Group(title="PyTorch", items=[f"{place}: {code}" for place, code in entry.code.items()])]


def _modifier(entry: Modifier, base: RuleBase) -> Parts:
    items = []
    for effect in entry.effects:
        where = f" [{', '.join(effect.architectures)}]" if effect.architectures else ""
        change = base.activations[effect.pick].name if effect.pick else "no change of the pick"
        items.append(f"{', '.join(effect.picks) or 'any pick'}{where} → {change}: {effect.why}")
    return [Fact(label="Option", text=f"--{entry.option} {entry.id}")], [
        Group(title="Effects, first that fits", items=items)
    ]


def _symptom(entry: Symptom, base: RuleBase) -> Parts:
    groups = [
        Group(title=cause.what, items=[cause.why, f"Check: {cause.check}", *(f"Fix: {fix}" for fix in cause.fixes)])
        for cause in entry.causes
    ]
    return [_numbers(entry.numbers)], groups


def _numbers(signs: list[NumberSign]) -> Fact:
    return Fact(label="Telling numbers", text="; ".join(f"{sign.value}: {sign.means}" for sign in signs))


def _check(entry: Check, base: RuleBase) -> Parts:
    facts = [
        Fact(label="Severity", text=entry.severity),
        Fact(label="Found by", text=_finders(entry)),
        Fact(label="Why", text=entry.why),
        Fact(label="Number", text=entry.number or ""),
        Fact(label="Fix", text=entry.fix),
    ]
    return facts, [Group(title="Bad", items=[entry.bad]), Group(title="Good", items=[entry.good])]


def _finders(entry: Check) -> str:
    if entry.where == "run":
        return "audit: only a run can tell"
    return "check and audit" if entry.matches or entry.sinks else "check"


def _source(entry: Source, base: RuleBase) -> Parts:
    facts = [
        Fact(label="Kind", text=entry.kind),
        Fact(label="Authors", text=entry.authors or ""),
        Fact(label="Year", text=str(entry.year or "")),
        Fact(label="Where", text=entry.url or ""),
        Fact(label="Notes", text=entry.notes or ""),
    ]
    cites = [
        f"{kind}: {name}"
        for kind in KINDS
        if kind != "sources"
        for name, other in base.entries(kind).items()
        if any(cite.split(":")[0].strip() == entry.id for cite in other.sources)
    ]
    return [fact for fact in facts if fact.text], [Group(title="Cited by", items=cites)]


FACTS: dict[str, Callable[[Any, RuleBase], Parts]] = {
    "activations": lambda entry, base: (activation_facts(entry, base), activation_groups(entry, base)),
    "architectures": _architecture, "tasks": _task, "losses": _loss, "inits": _init, "norms": _norm,
    "modifiers": _modifier, "symptoms": _symptom, "checks": _check, "sources": _source,
}  # fmt: skip
