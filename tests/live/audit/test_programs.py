"""Training programs with a planted fault are found at the exact lines; their healthy twins are judged right."""

from __future__ import annotations

import difflib
import itertools
import os
import sys
from pathlib import Path

import pytest
import torch

from activadvise.live.audit.answer import AuditReport
from activadvise.live.audit.script import run
from activadvise.meaning.findings import Finding
from tests.live.audit.pairs import Pair, pairs, renamed

PAIRS = pairs()
FEWEST = 60
ALIKE = 0.9
FEWEST_IN_FRAMEWORKS = 20
FRAMEWORKS = ("transformers", "lightning", "accelerate", "ignite", "skorch")
NO_LOSS = ("ACT116", "ACT120", "ACT121", "ACT124", "ACT127")
each = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
pytestmark = pytest.mark.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"


def audited(name: str, text: str, folder: Path) -> AuditReport:
    """The report on a program, run as `activadvise audit` runs it."""
    path = folder / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    os.chdir(folder)
    torch.manual_seed(0)
    report = run(str(path), [], False, None, [])
    assert report.script_exit == 0
    assert not any("was not followed" in note for note in report.notes), report.notes
    return report


def source_of(finding: Finding) -> int | None:
    """The line that made the value: the last step, before that of the loss if the finding is about one."""
    before = finding.flow if finding.code in NO_LOSS else finding.flow[:-1]
    return before[-1].line if before else None


def bad_codes(report: AuditReport) -> set[str]:
    return {finding.code for finding in report.findings if finding.severity != "hint"}


@pytest.fixture(autouse=True)
def fresh_accelerate() -> None:
    """Accelerate keeps its precision for the whole process; here each program is one."""
    accelerator_state = sys.modules.get("accelerate.state")
    if accelerator_state is not None:
        accelerator_state.AcceleratorState._reset_state(reset_partial_state=True)


@each
def test_fault_is_found_at_its_lines(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = audited(pair.name, pair.bad, tmp_path)
    found = [finding for finding in report.findings if finding.severity != "hint"]
    assert {finding.code for finding in found} == {pair.code}, str(report)
    assert {Path(finding.file).name for finding in found} == {f"{pair.name}.py"}
    assert sorted({finding.line for finding in found}) == pair.loss
    assert sorted({source for finding in found if (source := source_of(finding)) is not None}) == pair.source


@each
def test_twin_is_silent(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = audited(pair.name, pair.good, tmp_path)
    assert bad_codes(report) == set(), str(report)
    assert {call.verdict for call in report.calls} == {"right"}, str(report)


def test_steps_end_a_trainer_that_catches_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "train.py"
    path.write_text(next(pair.good for pair in PAIRS if pair.name == "pl_softmax"))
    report = run(str(path), [], False, 2, [])
    assert (report.steps, report.script_exit) == (2, None)
    assert "ended after 2 steps, as asked" in report.notes


def test_no_two_are_the_same_after_renaming() -> None:
    texts = [renamed(text) for pair in PAIRS for text in (pair.bad, pair.good)]
    names = [f"{pair.name} ({kind})" for pair in PAIRS for kind in ("bad", "good")]
    same = [(a, b) for (a, one), (b, two) in itertools.combinations(zip(names, texts, strict=True), 2) if one == two]
    assert same == []


def test_faulty_programs_differ_in_more_than_a_layer() -> None:
    texts = [(pair.name, renamed(pair.bad).splitlines()) for pair in PAIRS]
    alike = [
        (a, b) for (a, one), (b, two) in itertools.combinations(texts, 2)
        if difflib.SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE
    ]  # fmt: skip
    assert alike == []


def test_renaming_is_seen_through() -> None:
    one = "import torch\nx = torch.ones(3)\ndef f(a):\n    return a + x\n"
    two = "import torch\nzz = torch.ones(4)\ndef g(q):\n    return q + zz\n"
    assert renamed(one) == renamed(two)
    assert renamed(one) != renamed(two.replace("ones", "zeros"))


def test_enough_programs() -> None:
    through = [pair for pair in PAIRS if any(name in pair.bad for name in FRAMEWORKS)]
    assert len(PAIRS) >= FEWEST
    assert len(through) >= FEWEST_IN_FRAMEWORKS
    assert all(any(name in pair.bad for pair in through) for name in FRAMEWORKS)
