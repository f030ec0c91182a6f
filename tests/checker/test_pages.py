"""Every page of rules/checks that reading code can tell: its bad programs are found, its good ones are not.

The pages that only a run can tell, and the good programs of all, run in tests/live/audit/test_pages.py.
"""

from __future__ import annotations

import ast

import pytest

from activadvise.checker.checking import check
from activadvise.checker.fixes import changes
from tests.checker.checks import rules

CODES = [code for code, check in rules().checks.items() if check.where == "source"]
BAD = [(code, text) for code in CODES for page in [rules().checks[code]]
       for text in [page.bad, *(program.code for program in page.more_bad)]]  # fmt: skip
GOOD = [(code, text) for code, page in rules().checks.items()
        for text in [page.good, *(program.code for program in page.more_good)]]  # fmt: skip


def found(text: str) -> set[str]:
    report = check([], rules(), given={"page.py": text})
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize(("code", "text"), BAD)
def test_bad_program_is_found(code: str, text: str) -> None:
    assert code in found(text)


@pytest.mark.parametrize(("code", "text"), GOOD)
def test_good_program_is_not(code: str, text: str) -> None:
    ast.parse(text)
    report = check([], rules(), given={"page.py": text})
    assert [f.code for f in report.findings if f.severity != "hint" or f.code == code] == []


@pytest.mark.parametrize("code", CODES)
def test_what_a_page_calls_fixable_is_mended(code: str) -> None:
    page = rules().checks[code]
    findings = [f for f in check([], rules(), given={"page.py": page.bad}).findings if f.code == code]
    assert {f.fix.applicability if f.fix else "no" for f in findings} == {page.fixable}
    if page.fixable != "no":
        (change,) = changes(findings, True, {"page.py": page.bad})
        assert code not in found(change.after)
