"""The pages of rules/checks, run: what only a run can tell is found, and no good program is blamed."""

from __future__ import annotations

from typing import Any

import pytest
import torch

import activadvise
from activadvise.rulebase import load

CHECKS = load().checks
RUN = [code for code, check in CHECKS.items() if check.where == "run"]


def found(text: str) -> set[str]:
    torch.manual_seed(0)
    space: dict[str, Any] = {"__name__": "__main__"}
    with activadvise.audit() as report:
        exec(compile(text, "page.py", "exec"), space)
    return {finding.code for finding in report.findings if finding.severity != "hint"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("code", RUN)
def test_bad_program_is_found(code: str) -> None:
    assert found(CHECKS[code].bad) == {code}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("code", CHECKS)
def test_good_program_is_silent(code: str) -> None:
    assert found(CHECKS[code].good) == set()
