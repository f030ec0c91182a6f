"""JSON and its schemas: the field names and ids are stable; `schema_version` rises otherwise."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from activadvise.advise import answers, explanations
from activadvise.live.compare.answer import Comparison
from activadvise.live.inspect.answer import Inspection

CONTROL = re.compile("[\x7f-\x9f]")
ANSWERS: dict[str, type[answers.Answer]] = {
    "recommend": answers.Recommendation,
    "output": answers.Output,
    "init": answers.Initialization,
    "diagnose": answers.Diagnosis,
    "explain": explanations.Explanations,
    "list": answers.Table,
    "inspect": Inspection,
    "compare": Comparison,
}


def render(answer: answers.Answer) -> str:
    """The answer as indented JSON. Infinities do not exist in JSON: they become null."""
    text = msgspec.json.format(msgspec.json.encode(answer), indent=2).decode()
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def schema(command: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a command's answer."""
    found: dict[str, Any] = msgspec.json.schema(ANSWERS[command])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"activadvise {command}", **found}
