"""How --goal, --deploy, --norm, --depth, --scale and --pretrained change a pick."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from activadvise.advise.answers import Fired
from activadvise.errors import BadValue
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.names import resolve
from activadvise.rulebase.records import Architecture, Effect, Modifier


class Choices(msgspec.Struct, frozen=True):
    """What modifiers may change, and which of them fired; `init` None: nothing was said of it."""

    pick: str
    norm: str
    init: str | None = None
    fired: tuple[Fired, ...] = ()


class Options(msgspec.Struct, frozen=True):
    """The modifier options of a query; None means not given."""

    goal: str | None = None
    deploy: str | None = None
    norm: str | None = None
    depth: int | None = None
    scale: str | None = None
    pretrained: bool = False


def apply(entry: Architecture, options: Options, base: RuleBase) -> Choices:
    """Let the options act one after the other on the pick, the norm and the init.

    Raises:
        UnknownName: a value that is not in `modifiers`.
        BadValue: a depth below one.
    """
    choices = Choices(entry.picks[0].activation, entry.norm.use)
    if options.norm is not None:
        choices = msgspec.structs.replace(choices, norm=resolve("norm", base.norms, options.norm).id)
    for option, value, modifier in _given(options, base):
        effect = _first(modifier, entry, choices)
        if effect is not None:
            choices = _changed(choices, effect, option, value, modifier, base)
    return choices


def _given(options: Options, base: RuleBase) -> Iterator[tuple[str, str, Modifier]]:
    for option in ("goal", "deploy", "scale"):
        value = getattr(options, option)
        if value is not None:
            entries = {m.id: m for m in base.modifiers.values() if m.option == option}
            yield option, value, entries[resolve(option, entries, value).id]
    if options.norm is not None:
        norm = resolve("norm", base.norms, options.norm).id
        for modifier in base.modifiers.values():
            if modifier.option == "norm" and norm in (modifier.id, modifier.id.removeprefix("norm-")):
                yield "norm", options.norm, modifier
    if options.depth is not None:
        if options.depth < 1:
            raise BadValue(f"--depth {options.depth}: a network has at least one layer.")
        deep = [m for m in base.modifiers.values() if m.option == "depth" and options.depth >= (m.at_least or 0)]
        if deep:
            yield "depth", str(options.depth), max(deep, key=lambda m: m.at_least or 0)
    if options.pretrained:
        yield from (("pretrained", "", m) for m in base.modifiers.values() if m.option == "pretrained")


def _first(modifier: Modifier, entry: Architecture, choices: Choices) -> Effect | None:
    """The first effect whose conditions hold; rules about norm and depth look at the norm too."""
    offered = {pick.activation for pick in entry.picks}
    for effect in modifier.effects:
        if effect.architectures and entry.id not in effect.architectures:
            continue
        if effect.picks and choices.pick not in effect.picks:
            continue
        if effect.norms and choices.norm not in effect.norms:
            continue
        if effect.needs == "offered" and effect.pick not in offered:
            continue
        return effect
    return None


def _changed(choices: Choices, effect: Effect, option: str, value: str, modifier: Modifier, base: RuleBase) -> Choices:
    changes = []
    pick, norm, init = choices.pick, choices.norm, choices.init
    if effect.pick and effect.pick != pick:
        changes.append(f"{base.activations[pick].name} → {base.activations[effect.pick].name}")
        overruled = [f"--{rule.option} {rule.value}".strip() for rule in choices.fired if rule.changes]
        changes += [f"overrules {' and '.join(overruled)}"] if overruled else []
        pick = effect.pick
    if effect.norm and effect.norm != norm:
        changes.append(f"{base.norms[norm].name} → {base.norms[effect.norm].name}")
        norm = effect.norm
    if effect.init and effect.init != init:
        changes.append(f"init: {base.inits[effect.init].name}")
        init = effect.init
    fired = Fired(option=option, value=value, rule=modifier.id, why=effect.why, changes=", ".join(changes) or None)
    return Choices(pick, norm, init, (*choices.fired, fired))
