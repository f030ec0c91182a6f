"""Shared fixtures."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest

from activadvise.rulebase import RuleBase, load


@pytest.fixture(scope="session")
def base() -> RuleBase:
    """The built-in rules."""
    return load()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test, mypy on all that is emitted, goes first: at the end the other workers would wait for it."""
    items.sort(key=lambda item: item.name != "test_typed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many emitted programs were executed, and how long that took over all workers."""
    passed = terminalreporter.getreports("passed")
    ran = [report for report in passed if "test_program_runs_and_learns" in report.nodeid]
    if ran:
        from tests.snippets.programs import templates

        seconds = sum(report.duration for report in ran)
        terminalreporter.write_line(f"{len(ran)} programs from {len(templates())} templates ran in {seconds:.0f} s")
