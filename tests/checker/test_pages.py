"""Every page of rules/checks that reading code can tell: its bad program is found, its good one is not.

The pages that only a run can tell, and the good programs of all, run in tests/live/audit/test_pages.py.
"""

from __future__ import annotations

import ast

import pytest

from activadvise.checker.checking import check
from tests.checker.checks import rules

CODES = [code for code, check in rules().checks.items() if check.where == "source"]


def found(text: str) -> set[str]:
    report = check([], rules(), given={"page.py": text})
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("code", CODES)
def test_bad_program_is_found(code: str) -> None:
    assert code in found(rules().checks[code].bad)


@pytest.mark.parametrize("code", rules().checks)
def test_good_program_is_not(code: str) -> None:
    good = rules().checks[code].good
    ast.parse(good)
    report = check([], rules(), given={"page.py": good})
    assert [f.code for f in report.findings if f.severity != "hint" or f.code == code] == []
