"""Real sources that are installed anyway: nothing goes wrong inside, and nothing is found but what was judged.

`corpus_results.md` tells of a hundred packages more.
"""

from __future__ import annotations

import os

import pytest
import torch

from activadvise.checker.checking import Report, check
from tests.checker.checks import rules

FOLDERS = ("nn", "distributions", "optim", "ao")
# Read and found to be so, by what stands there: `torch.log1p(torch.exp(x))`, infinite above 88.
JUDGED = {("distributions/bernoulli.py", "ACT406"), ("distributions/relaxed_bernoulli.py", "ACT406")}


@pytest.fixture(scope="module")
def report() -> Report:
    root = os.path.dirname(torch.__file__)
    return check([os.path.join(root, folder) for folder in FOLDERS], rules())


def test_no_file_fails(report: Report) -> None:
    assert report.files > 300
    assert not [problem for problem in report.problems if "internal error" in problem]


def test_only_judged_findings(report: Report) -> None:
    found = [(f.file.replace(os.sep, "/"), f.code) for f in report.findings if f.severity != "hint"]
    assert not [(path, code) for path, code in found if not any(path.endswith(p) and code == c for p, c in JUDGED)]


def test_losses_are_called_right_or_by_nobody(report: Report) -> None:
    """torch.nn.modules.loss hands its arguments on: nobody can say yet what they hold."""
    undecided = [c for c in report.calls if c.file.endswith(os.path.join("modules", "loss.py"))]
    assert len(undecided) > 15
    assert {call.verdict for call in undecided} == {"undecided"}
