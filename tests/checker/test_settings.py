"""Select, ignore, per-file ignores, severities; unknown keys are refused."""

from __future__ import annotations

import pytest

from activadvise.checker.baseline import read_baseline, without, write_baseline
from activadvise.checker.settings import Settings, validated
from activadvise.errors import BadValue
from activadvise.meaning.findings import Finding


def finding(code: str = "ACT101", file: str = "src/a.py") -> Finding:
    return Finding(code=code, severity="error", message="m", file=file, line=1, column=1, end_line=1, end_column=2)


def test_the_longest_prefix_wins() -> None:
    settings = Settings(select=["ACT101"], ignore=["ACT1"])
    assert settings.selects(finding()) and not settings.selects(finding("ACT102"))
    assert not Settings(select=["ALL"], ignore=["ACT1"]).selects(finding())


def test_per_file_ignores() -> None:
    settings = Settings(per_file_ignores={"tests/*": ["ACT"]})
    assert settings.selects(finding()) and not settings.selects(finding(file="tests/a.py"))


def test_severity_and_fail_on() -> None:
    settings = Settings(severity={"ACT101": "hint"})
    assert not settings.fails([settings.judged(finding())])
    assert settings.fails([finding()])


@pytest.mark.parametrize("section", [{"selct": ["ACT"]}, {"select": "ACT"}, {"fail-on": "fatal"}])
def test_mistakes_are_refused(section: dict[str, object]) -> None:
    with pytest.raises(BadValue):
        validated(section, "pyproject.toml")


def test_baseline(tmp_path: object) -> None:
    path = f"{tmp_path}/baseline.json"
    write_baseline(path, [finding()])
    assert without([finding(), finding(), finding("ACT102")], read_baseline(path)) == [finding(), finding("ACT102")]
