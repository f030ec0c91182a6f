"""Training programs with a planted fault, each beside a healthy twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from activadvise.live.audit.answer import AuditReport
from activadvise.live.audit.script import run

PROGRAMS = Path(__file__).parent / "programs"
BAD = sorted((PROGRAMS / "bad").glob("*.py"))
GOOD = sorted((PROGRAMS / "good").glob("*.py"))


def audited(path: Path) -> AuditReport:
    report, code = run(str(path), [], False, None, [])
    assert code == 0
    return report


def lines_of(path: Path, word: str) -> list[int]:
    return [number for number, text in enumerate(path.read_text().splitlines(), 1) if word in text]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_fault_is_found_at_its_lines(path: Path) -> None:
    code = path.read_text().split()[1]
    report = audited(path)
    found = [finding for finding in report.findings if finding.code == code]
    assert found, str(report)
    assert {finding.file for finding in found} == {str(path)}
    # never at the head of the file: at the loss, or at the second activation
    assert all(finding.line > lines_of(path, "manual_seed")[0] for finding in found)
    assert [f.code for f in report.findings if f.severity != "hint" and f.code != code] == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_twin_is_silent(path: Path) -> None:
    report = audited(path)
    assert report.calls
    assert [f.code for f in report.findings if f.severity != "hint"] == [], str(report)
    assert "wrong" not in {call.verdict for call in report.calls}


def test_as_many_twins_as_faults() -> None:
    assert [p.name for p in BAD] == [p.name for p in GOOD]
    assert len(BAD) >= 30
