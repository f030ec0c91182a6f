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


def test_comments_of_a_removed_call_stay() -> None:
    text = HEAD + (
        "def f(x, y):\n    return F.cross_entropy(\n        F.softmax(  # squash\n            x,\n"
        "            dim=1,  # classes\n        ),\n        y,\n    )\n"
    )
    (change,) = changes(check([], rules(), given={"a.py": text}).findings, False, {"a.py": text})
    assert "# squash" in change.after and "# classes" in change.after and "softmax" not in change.after
    ast.parse(change.after)


def test_an_alias_of_a_package_is_no_tensor() -> None:
    text = "import torch.nn.functional as fun\n\n\ndef f(x, y):\n    return fun.cross_entropy(fun.softmax(x, 1), y)\n"
    (change,) = changes(check([], rules(), given={"a.py": text}).findings, False, {"a.py": text})
    assert "fun.cross_entropy(x, y)" in change.after


def test_says_where_probabilities_are_still_read() -> None:
    text = HEAD + (
        "model = nn.Sequential(nn.Linear(3, 4), nn.Softmax(dim=1))\n\n\ndef train(x, y):\n    p = model(x)\n"
        "    hits = p.argmax(1) == y\n    sure = p.max(1).values\n    return F.cross_entropy(p, y), hits, sure\n\n\n"
        "def predict(x):\n    return model(x)\n"
    )
    (finding,) = check([], rules(), given={"a.py": text}).findings
    assert finding.fix is not None and "lines 11, 16" in finding.fix.message


def test_a_division_by_the_norm_is_not_mended_at_the_layer_before_it() -> None:
    text = HEAD + (
        "model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 4))\n\n\ndef f(x, y):\n    x = model(x)\n"
        "    x = x / x.norm(dim=-1, keepdim=True)\n    return F.cross_entropy(x, y)\n"
    )
    found = check([], rules(), given={"a.py": text}).findings
    assert [f.code for f in found if f.severity != "hint"] == ["ACT113"] and not changes(found, True, {"a.py": text})
