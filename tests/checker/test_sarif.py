"""SARIF 2.1.0: the parts of the standard's schema that a run of ours uses, closed to any other property."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from activadvise.report.findings import render
from tests.checker.checks import report, rules


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    """An object with these properties and no other."""
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def array(items: dict[str, Any]) -> dict[str, Any]:
    """A list of such items."""
    return {"type": "array", "items": items}


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = closed(["text"], text=TEXT)
REGION = closed(["startLine"], startLine=NUMBER, startColumn=NUMBER, endLine=NUMBER, endColumn=NUMBER)
ARTIFACT = closed(["uri"], uri={"type": "string", "format": "uri-reference", "pattern": "^[^/\\\\]"})
PHYSICAL = closed(["artifactLocation"], artifactLocation=ARTIFACT, region=REGION)
LOCATION = closed(["physicalLocation"], physicalLocation=PHYSICAL, message=MESSAGE)
FLOW = closed(["threadFlows"], threadFlows=array(closed(["locations"], locations=array(closed([], location=LOCATION)))))
RULE = closed(
    ["id"], id=TEXT, name=TEXT, shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE,
    defaultConfiguration=closed([], level=LEVEL),
)  # fmt: skip
DRIVER = closed(
    ["name"], name=TEXT, version=TEXT, informationUri={"type": "string", "format": "uri"}, rules=array(RULE)
)
RESULT = closed(
    ["message"], ruleId=TEXT, ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL, message=MESSAGE,
    locations=array(LOCATION), codeFlows=array(FLOW),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
)  # fmt: skip
RUN = closed(
    ["tool"], tool=closed(["driver"], driver=DRIVER), results=array(RESULT),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
)  # fmt: skip
LOG = closed(["version", "runs"], **{"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": array(RUN)})
BAD = "import torch.nn.functional as F\n\ndef f(x, y):\n    return F.cross_entropy(F.softmax(x, 1), y)\n"


def test_findings_fit_the_standard() -> None:
    log = json.loads(
        render(report(bad=BAD, broken="import torch\nloss = torch.nn.functional.mse_loss(\n"), "sarif", rules())
    )
    jsonschema.validate(log, LOG)
    assert len(log["runs"][0]["results"]) == 2


def test_an_empty_run_fits_too() -> None:
    jsonschema.validate(json.loads(render(report(good="x = 1\n"), "sarif", rules())), LOG)
