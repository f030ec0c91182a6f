"""`activadvise check` as its users call it: selection, settings, exit codes, what it says of files it cannot read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.running import Result, invoke

BAD = """import torch
import torch.nn.functional as F


def f(x, y):
    return F.cross_entropy(F.softmax(x, 1), y) + torch.log(F.softmax(x, 1)).sum()
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("src").mkdir()
    Path("src/bad.py").write_text(BAD, encoding="utf-8")
    return tmp_path


def concise(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    return invoke(capsys, "check", "--no-cache", "--format", "concise", *arguments)


def settings(text: str) -> None:
    Path("pyproject.toml").write_text(f"[tool.activadvise.check]\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], {"ACT101", "ACT404"}),
        (["--select", "ACT1"], {"ACT101"}),
        (["--select", "ACT101,ACT4", "--ignore", "ACT404"], {"ACT101"}),
        (["--select", "ACT2", "--extend-select", "act404"], {"ACT404"}),
        (["--select", "ALL", "--ignore", "ACT4"], {"ACT101"}),
        (["--ignore", "ALL", "--extend-select", "ACT404"], {"ACT404"}),
    ],
)
def test_selection(capsys: pytest.CaptureFixture[str], options: list[str], found: set[str]) -> None:
    result = concise(capsys, "src", *options)
    assert {line.split()[1] for line in result.out.splitlines()} == found
    assert result.out.startswith("src/bad.py:6:") and result.code == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--exit-zero"], 0),
        (["--select", "ACT404", "--fail-on", "error"], 0),
        (["--select", "ACT404", "--fail-on", "warning"], 1),
        (["--select", "NOPE"], 2),
        (["--ignore", "ACT99"], 2),
        (["missing.py"], 2),
    ],
)
def test_exit_code(capsys: pytest.CaptureFixture[str], options: list[str], code: int) -> None:
    result = concise(capsys, "src", *options)
    assert result.code == code
    assert code != 2 or len(result.err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('ignore = ["ACT4"]', {"ACT101"}),
        ('per-file-ignores = {"src/*" = ["ACT1"]}', {"ACT404"}),
        ('exclude = ["bad.py"]', set()),
    ],
)
def test_settings(capsys: pytest.CaptureFixture[str], text: str, found: set[str]) -> None:
    settings(text)
    assert {line.split()[1] for line in concise(capsys, "src").out.splitlines()} == found


def test_severity_and_fail_on(capsys: pytest.CaptureFixture[str]) -> None:
    settings('severity = {ACT101 = "hint"}\nfail-on = "error"')
    result = concise(capsys, "src")
    assert result.code == 0 and "1 warning, 1 hint" in result.err


@pytest.mark.parametrize(
    "text",
    ['ignore = ["NOPE"]', 'severity = {ACT999 = "hint"}', 'per-file-ignores = {"x" = ["E501"]}', 'selct = ["ACT"]',
     'fail-on = "fatal"', "select = 3", "[tool.activadvise.chekc]", "[tool"],
)  # fmt: skip
def test_a_mistake_in_pyproject_is_refused(capsys: pytest.CaptureFixture[str], text: str) -> None:
    settings(text)
    result = concise(capsys, "src")
    assert result.code == 2 and "pyproject.toml" in result.err and result.out == ""


def test_diff_writes_nothing_and_fix_only_what_is_safe(capsys: pytest.CaptureFixture[str]) -> None:
    shown = concise(capsys, "src", "--diff")
    assert shown.code == 1 and "+    return F.cross_entropy(x, y)" in shown.out
    concise(capsys, "src", "--unsafe-fixes")
    assert Path("src/bad.py").read_text(encoding="utf-8") == BAD
    first = concise(capsys, "src", "--fix")
    after = Path("src/bad.py").read_text(encoding="utf-8")
    assert first.code == 0 and "2 findings fixed" in first.err
    assert after.endswith("return F.cross_entropy(x, y) + F.log_softmax(x, 1).sum()\n")
    concise(capsys, "src", "--fix")
    assert Path("src/bad.py").read_text(encoding="utf-8") == after


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_stdin(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, BAD.encode())
    result = invoke(capsys, "check", "-", "--stdin-filename", "src/new.py", "--select", "ACT1")
    assert result.code == 1 and result.out.startswith("src/new.py:6:12: ACT101") and "^^^" in result.out


def test_a_report_that_exists_is_refused_before_anything_is_fixed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("report.txt").touch()
    result = concise(capsys, "src", "--fix", "-o", "report.txt")
    assert result.code == 2 and "the file exists; --force" in result.err
    assert Path("src/bad.py").read_text(encoding="utf-8") == BAD


def test_fixed_stdin_goes_to_stdout(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, BAD.encode())
    result = invoke(capsys, "check", "-", "--fix")
    assert result.code == 0 and "2 findings fixed" in result.err
    assert result.out == BAD.replace("F.softmax(x, 1), y", "x, y").replace(
        "torch.log(F.softmax(x, 1))", "F.log_softmax(x, 1)"
    )


def test_undecodable_stdin(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"import torch\nx = '\xff'\n")
    result = invoke(capsys, "check", "-")
    assert result.code == 2 and "cannot be decoded" in result.err and "internal" not in result.err


def test_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    concise(capsys, "src", "--write-baseline", "known.json")
    assert concise(capsys, "src", "--baseline", "known.json").code == 0
    Path("src/bad.py").write_text(f"# moved\n{BAD}\n\ndef g(x):\n    return F.softmax(x)\n", encoding="utf-8")
    result = concise(capsys, "src", "--baseline", "known.json")
    assert result.code == 1 and [line.split()[1] for line in result.out.splitlines()] == ["ACT124"]


def test_what_cannot_be_read_is_said_and_the_rest_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    Path("src/bytes.py").write_bytes(b"import torch\nx = '\xff'\n")
    Path("src/nul.py").write_bytes(b"import torch\nloss = 1\0\n")
    Path("src/no.ipynb").write_text("torch", encoding="utf-8")
    Path("src/keras_model.py").write_text("import keras\n", encoding="utf-8")
    result = concise(capsys, "src", "gone")
    assert result.code == 2 and "ACT101" in result.out
    for part in ("src/bytes.py: cannot be decoded", "src/no.ipynb: is not a Jupyter notebook", "gone: no such file",
                 "keras_model.py: uses Keras, which is not covered"):  # fmt: skip
        assert part in result.err
