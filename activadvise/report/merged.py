"""An entry after house rules were merged in, with the file of each field."""

from __future__ import annotations

from typing import Any

import msgspec
import yaml

from activadvise.errors import UnknownName
from activadvise.rulebase.base import KINDS, RuleBase
from activadvise.rulebase.names import lookup, nearest


def merged_entry(name: str, base: RuleBase) -> str:
    """YAML of the merged entry; a comment behind each field says where it was written.

    Raises:
        UnknownName: no kind has it.
    """
    kind_wanted, _, rest = name.rpartition(":")
    found = [
        _shown(kind, exact, base)
        for kind in KINDS
        if kind_wanted in ("", kind, kind.removesuffix("s"))
        if (exact := lookup(base.entries(kind), rest)) is not None
    ]
    if not found:
        near = [close for kind in KINDS for close in nearest(base.entries(kind), rest, 2)]
        raise UnknownName("name", name, list(dict.fromkeys(near))[:4])
    return "\n".join(found)


def _shown(kind: str, name: str, base: RuleBase) -> str:
    entry = msgspec.to_builtins(base.entries(kind)[name])
    origin = base.origins.get(f"{kind}/{name}", "")
    lines = [f"{kind}:", f"  {name}:  # {origin}"]
    for field, value in entry.items():
        if field == "id" or value in (None, [], {}, ""):
            continue
        came = base.origins.get(f"{kind}/{name}/{field}", "")
        text = _yaml(field, value).rstrip("\n").split("\n")
        text[0] += f"  # {came}" if came else ""
        lines += [f"    {line}" for line in text]
    return "\n".join(lines) + "\n"


def _yaml(field: str, value: Any) -> str:
    text: str = yaml.safe_dump({field: value}, allow_unicode=True, sort_keys=False, width=100)
    return text
