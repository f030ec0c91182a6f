"""Every page of rules/checks: its bad program is found, its good one is not."""

from __future__ import annotations

import ast

import pytest

from activadvise.checker.checking import check
from tests.checker.checks import rules

CODES = list(rules().checks)


def found(text: str) -> set[str]:
    report = check([], rules(), given={"page.py": text})
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("code", CODES)
def test_bad_program_is_found(code: str) -> None:
    assert code in found(rules().checks[code].bad)


@pytest.mark.parametrize("code", CODES)
def test_good_program_is_not(code: str) -> None:
    good = rules().checks[code].good
    ast.parse(good)
    report = check([], rules(), given={"page.py": good})
    assert [f.code for f in report.findings if f.severity != "hint" or f.code == code] == []
