"""JSON Schema of rule files (for editors) and of the answers (for programs)."""

from __future__ import annotations

from typing import Any

import msgspec

from activadvise.errors import UnknownName
from activadvise.report.json import ANSWERS, schema
from activadvise.rulebase.base import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str | None) -> dict[str, Any]:
    """The schema of a rule file, of a kind's entries, or of a command's JSON.

    Raises:
        UnknownName: neither a kind nor a command with JSON.
    """
    if name is None:
        return rule_file_schema(list(KINDS))
    if name in KINDS:
        return rule_file_schema([name])
    if name in ANSWERS:
        return schema(name)
    raise UnknownName("schema", name, [*KINDS, *ANSWERS])


def rule_file_schema(kinds: list[str]) -> dict[str, Any]:
    """A rule file: per kind a mapping from ids to entries; house rules may leave fields out."""
    (_, parts) = msgspec.json.schema_components([KINDS[kind] for kind in kinds], ref_template="#/$defs/{name}")
    for kind in kinds:
        entry = parts[KINDS[kind].__name__]
        entry["properties"].pop("id", None)
        entry.pop("required", None)
        lists = [name for name, field in entry["properties"].items() if field.get("type") == "array"]
        entry["properties"].update({f"+{name}": entry["properties"][name] for name in lists})
    properties = {
        kind: {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{KINDS[kind].__name__}"}} for kind in kinds
    }
    return {
        "$schema": DIALECT,
        "title": "activadvise rule file",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": parts,
    }
