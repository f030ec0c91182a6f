"""Every format carries every finding, syntax errors too."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import jsonschema
import msgspec
import pytest

from activadvise.report.findings import FORMATS, render
from activadvise.report.findings_formats import CheckAnswer
from tests.checker.checks import report, rules

FILES = {
    "bad": "import torch.nn.functional as F\n\ndef f(x, y):\n    return F.cross_entropy(F.softmax(x, 1), y)\n",
    "broken": "import torch\nloss = torch.nn.functional.mse_loss(\n",
}


@pytest.mark.parametrize("format", FORMATS)
def test_every_finding_is_in_every_format(format: str) -> None:
    text = render(report(**FILES), format, rules(), source=lambda path: None)
    assert "ACT101" in text and "ACT000" in text and "bad.py" in text


def test_json_fits_its_schema() -> None:
    data = json.loads(render(report(**FILES), "json", rules()))
    jsonschema.validate(data, msgspec.json.schema(CheckAnswer))
    assert data["summary"]["verdicts"] == {"wrong": 1, "right": 0, "undecided": 0}
    assert data["findings"][0]["flow"][-1] == {"file": "bad.py", "line": 4, "what": "CrossEntropyLoss here"}


def test_sarif_has_relative_paths_and_stable_names() -> None:
    run = json.loads(render(report(**FILES), "sarif", rules()))["runs"][0]
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]]
    assert uris == ["bad.py", "broken.py"]
    assert all(r["partialFingerprints"]["activadvise/v1"] for r in run["results"])
    assert [run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] for r in run["results"]] == ["ACT101", "ACT000"]


def test_junit_is_xml() -> None:
    root = ElementTree.fromstring(render(report(**FILES), "junit", rules()))
    assert len(root.findall(".//failure")) == 2


def test_concise_is_what_editors_parse() -> None:
    first = render(report(**FILES), "concise", rules()).splitlines()[0]
    assert first.startswith("bad.py:4:12: ACT101 ")
