"""Fixes leave a correct pair, keep comments, and are found no more."""

from __future__ import annotations

import ast

import pytest

from activadvise.checker.checking import check
from activadvise.checker.fixes import changes
from tests.checker.checks import HEAD, rules

HEADED = {
    "F.cross_entropy(F.softmax(x, dim=1), y)  # keep": "F.cross_entropy(x, y)  # keep",
    "torch.log(F.softmax(x, dim=1))": "F.log_softmax(x, dim=1)",
    "F.nll_loss(F.softmax(x, dim=1), y)": "F.nll_loss(F.log_softmax(x, dim=1), y)",
    "F.kl_div(F.log_softmax(x, 1), F.log_softmax(y, 1))": "F.log_softmax(y, 1), log_target=True)",
    "torch.log(1 + torch.exp(torch.relu(x)))": "torch.nn.functional.softplus(torch.relu(x))",
}


@pytest.mark.parametrize("before", HEADED)
def test_safe_fix(before: str) -> None:
    text = HEAD + f"def f(x, y):\n    return {before}\n"
    report = check([], rules(), given={"a.py": text})
    (change,) = changes(report.findings, False, {"a.py": text})
    assert HEADED[before] in change.after
    again = check([], rules(), given={"a.py": change.after})
    assert not {f.code for f in report.findings if f.fix} & {f.code for f in again.findings}


def test_unsafe_fix_of_a_sequential_keeps_its_indices() -> None:
    text = HEAD + (
        "model = nn.Sequential(\n    nn.Linear(3, 4),  # head\n    nn.Softmax(dim=1),\n)\n"
        "def f(x, y):\n    return F.cross_entropy(model(x), y)\n"
    )
    report = check([], rules(), given={"a.py": text})
    assert changes(report.findings, False, {"a.py": text}) == []
    (change,) = changes(report.findings, True, {"a.py": text})
    ast.parse(change.after)
    assert "nn.Identity(),\n" in change.after and "# head" in change.after
    assert "still needed" in (report.findings[0].fix.message if report.findings[0].fix else "")
    assert check([], rules(), given={"a.py": change.after}).findings == []
