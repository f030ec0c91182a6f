"""Each kind of broken rule file gets its own clear error, with file, line and column."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from activadvise.errors import BrokenRules
from activadvise.rulebase import load

GOOD = """\
activations:
  house_act:
    name: House
    formula: x * sigmoid(beta * x)
    parameters: {beta: 1.5}
"""

BROKEN = {
    "unknown kind": ("activation:\n  a: {}\n", "1:1", "did you mean 'activations'"),
    "unknown field": (GOOD + "    gian: 1.0\n", "6:5", "unknown field 'gian'; did you mean 'gain'"),
    "wrong type": (GOOD + "    gain: large\n", "6:5", "expected float"),
    "number as text": (GOOD + "    gain: 1e-3\n", "6:5", "write 1.0e-3"),
    "duplicate key": (GOOD + "    name: Twice\n", "6:5", "appears twice"),
    "duplicate entry": (GOOD + "  house_act:\n    name: B\n", "6:3", "appears twice"),
    "bad reference": (GOOD + "    init: kaiming_norml\n", "6:5", "did you mean 'kaiming_normal'"),
    "bad source": (GOOD + "    sources: [he2015]\n", "6:15", "did you mean 'he-2015'"),
    "alias taken": (GOOD + "    aliases: [swish]\n", "6:5", "already means 'silu'"),
    "formula syntax": (GOOD.replace("x * sig", "x * * sig"), "4:5", "is not a formula"),
    "formula name": (GOOD.replace("beta * x", "bta * x"), "4:5", "unknown name 'bta'"),
    "formula code": (GOOD.replace("sigmoid(beta * x)", "__import__('os')"), "4:5", "unknown function"),
    "bad certainty": (GOOD + "    certainty: sure\n", "6:5", "allowed are convention, experts-differ, measured"),
    "syntax": ("activations: [\n", "2:1", "not valid YAML"),
    "alias bomb": ("a: &a [1]\nb: [*a, *a]\n", "1:4", "anchors and aliases are not allowed"),
    "date": (GOOD.replace("House", "2024-01-01"), "3:11", "as a date"),
    "tag": (GOOD.replace("House", "!!python/name:os.system"), "3:11", "plain data"),
    "not a mapping": ("- 1\n", "1:1", "a rule file is a mapping"),
    "entry not a mapping": ("activations:\n  a: 3\n", "2:3", "must be a mapping"),
    "boolean key": ("activations:\n  on: {}\n", "2:3", "write it in quotes"),
    "no formula": ("activations:\n  a: {name: A}\n", "2:3", "needs a formula"),
    "missing template": (
        "architectures:\n  mlp:\n    snippet: {template: architectures/nope.py}\n", "3:15", "no template"),
    "missing field": ("architectures:\n  x: {name: X}\n", "2:3", "is missing"),
    "nested": ("a: " + "[" * 30 + "]" * 30, "1:23", "nested more than"),
    "regular expression": ("symptoms:\n  dead-units:\n    errors: ['(']\n", "3:14", "regular expression"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_the_error_says_what_and_where(name: str, tmp_path: Path) -> None:
    text, position, message = BROKEN[name]
    path = tmp_path / "house.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenRules) as caught:
        load([path])
    problem = next(line for line in caught.value.problems if message in line)
    assert problem.startswith(f"{path}:{position}")


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("activations:\n  a: {formula: y, name: A}\n  b: {formla: x}\n  c: 3\n", encoding="utf-8")
    with pytest.raises(BrokenRules) as caught:
        load([path])
    assert [problem.split(":")[1] for problem in caught.value.problems] == ["4", "3"]


def test_missing_undecodable_and_huge_files(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"activations: \xff\n")
    (tmp_path / "huge.yaml").write_bytes(b"#" * 5_000_000)
    for name, message in (("none", "cannot be read"), ("latin", "not UTF-8"), ("huge", "larger than")):
        with pytest.raises(BrokenRules, match=message):
            load([tmp_path / f"{name}.yaml"])


def test_a_hostile_file_is_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text("[" * 100_000, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(BrokenRules):
        load([path])
    assert time.process_time() - start < 30


def test_a_file_without_problems_loads(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load([path]).activations["house_act"].parameters == {"beta": 1.5}
