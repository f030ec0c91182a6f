"""Comments that silence findings, and the hint for those that silence nothing."""

from __future__ import annotations

import pytest

from activadvise.checker.checking import check
from activadvise.checker.fixes import changes
from tests.checker.checks import HEAD, codes, report, rules

CALL = "loss = F.cross_entropy(F.softmax(nn.Linear(3, 4)(torch.ones(2, 3)), 1), torch.ones(2).long())"
SILENT = ["# noqa", "# noqa: ACT101", "# NOQA:act101", "# noqa: E501, ACT101", "# noqa: ACT1 why",
          "# activadvise: ignore", "# activadvise: ignore[ACT101]"]  # fmt: skip
LEFT = {
    "# noqa: ACT404": "",
    "# noqa: ACT404 because": "  # because",
    "# noqa: E501, ACT404": "  # noqa: E501",
    "# noqa: ACT404, E501": "  # noqa: E501",
    "# activadvise: ignore[ACT404]": "",
}


@pytest.mark.parametrize("comment", SILENT)
def test_silences(comment: str) -> None:
    assert codes(f"{CALL}  {comment}") == []


@pytest.mark.parametrize("comment", ["# noqa: E501", "# noqa: ACT404", "# no qa"])
def test_does_not_silence(comment: str) -> None:
    assert codes(f"{CALL}  {comment}") == ["ACT101"]


def test_a_whole_file() -> None:
    assert codes(f"# activadvise: ignore-file[ACT101]\n{CALL}") == []


def test_the_first_or_the_last_line_of_a_call() -> None:
    assert codes(CALL.replace("(F.soft", "(  # noqa: ACT101\n    F.soft")) == []
    assert codes(CALL.replace(", torch.ones(2).long())", ", torch.ones(2).long(),\n)  # noqa: ACT101")) == []


@pytest.mark.parametrize("comment", LEFT)
def test_what_silences_nothing_is_removed(comment: str) -> None:
    text = f"{HEAD}x = 1  {comment}\n"
    (finding,) = check([], rules(), given={"a.py": text}).findings
    assert finding.code == "ACT001"
    (change,) = changes([finding], False, {"a.py": text})
    assert change.after == f"{HEAD}x = 1{LEFT[comment]}\n"
    assert check([], rules(), given={"a.py": change.after}).findings == []


def test_a_string_is_no_comment() -> None:
    assert report("text = '# noqa: ACT101'\n").findings == []
