"""The rule base: every entry of every kind, as typed records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
PARTS: dict[str, Any] = {
    **{kind: dict[str, record] for kind, record in KINDS.items()},  # type: ignore[valid-type]
    "models": list[records.Model],
    "origins": dict[str, str],
}


class RuleBase:
    """All rules. Every attribute but the last two maps ids to records, in file order.

    A kind that comes compiled is decoded when it is first asked for: most answers need half
    of the kinds.

    Attributes:
        models: what published models use, from `published_models.csv`.
        origins: "kind/id" or "kind/id/field" → "file:line" where it was written.
    """

    if TYPE_CHECKING:
        activations: dict[str, records.Activation]
        architectures: dict[str, records.Architecture]
        tasks: dict[str, records.Task]
        losses: dict[str, records.Loss]
        inits: dict[str, records.Init]
        norms: dict[str, records.Norm]
        modifiers: dict[str, records.Modifier]
        symptoms: dict[str, records.Symptom]
        checks: dict[str, records.Check]
        sources: dict[str, records.Source]
        models: list[records.Model]
        origins: dict[str, str]

    def __init__(self, **parts: Any) -> None:
        """Kinds that are not given are empty."""
        for name in PARTS:
            setattr(self, name, parts.get(name, [] if name == "models" else {}))

    @classmethod
    def compiled(cls, data: bytes) -> RuleBase:
        """The rule base of `encoded`.

        Raises:
            msgspec.DecodeError: data of something else.
        """
        base = cls.__new__(cls)
        base.__dict__["_raw"] = msgspec.msgpack.decode(data, type=dict[str, msgspec.Raw])
        return base

    def encoded(self) -> bytes:
        """All parts as bytes."""
        return msgspec.msgpack.encode({name: getattr(self, name) for name in PARTS})

    def __getattr__(self, name: str) -> Any:
        raw = self.__dict__.get("_raw", {})
        if name not in raw:
            raise AttributeError(name)
        part = msgspec.msgpack.decode(raw[name], type=PARTS[name])
        setattr(self, name, part)
        return part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleBase) and self.encoded() == other.encoded()

    __hash__ = None  # type: ignore[assignment]

    def entries(self, kind: str) -> dict[str, Any]:
        """The entries of a kind by its name in the YAML files ("tasks")."""
        entries: dict[str, Any] = getattr(self, kind)
        return entries
