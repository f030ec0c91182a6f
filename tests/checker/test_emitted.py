"""What activadvise emits is clean: no finding but hints in any program that the command line can print."""

from __future__ import annotations

from pathlib import Path

import pytest

from activadvise.checker.checking import Report, check
from tests.checker.checks import rules
from tests.snippets.programs import programs


@pytest.fixture(scope="module")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, dict[str, str]]:
    folder = tmp_path_factory.mktemp("emitted")
    labels: dict[str, str] = {}
    for number, (text, label) in enumerate(programs().items()):
        path = Path(folder, f"program_{number}.py")
        path.write_text(text, encoding="utf-8")
        labels[path.name] = label
    return check([str(folder)], rules(), jobs=2), labels


def test_no_finding(emitted: tuple[Report, dict[str, str]]) -> None:
    report, labels = emitted
    found = [f"{labels[Path(f.file).name]}: {f.code}, line {f.line}" for f in report.findings if f.severity != "hint"]
    assert found == [] and report.problems == []


def test_most_losses_are_decided(emitted: tuple[Report, dict[str, str]]) -> None:
    calls = emitted[0].calls
    assert not [call for call in calls if call.verdict == "wrong"]
    assert sum(call.verdict == "right" for call in calls) >= 0.6 * len(calls)
