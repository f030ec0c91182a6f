"""Pictures: in the terminal, and saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import invoke

Capture = pytest.CaptureFixture[str]


def test_the_terminal_picture_has_axes_and_a_legend(capsys: Capture) -> None:
    text = invoke(capsys, "plot", "relu", "gelu").out
    assert "ReLU" in text
    assert "GELU" in text
    assert "o" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_derivative_of_relu_has_two_levels(capsys: Capture) -> None:
    text = invoke(capsys, "plot", "relu", "--derivative").out
    assert "f'(x)" in text


@pytest.mark.parametrize(("ending", "magic"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_saved_pictures(ending: str, magic: bytes, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / f"plot.{ending}"
    result = invoke(capsys, "plot", "silu", "mish", "--save", str(path))
    assert (result.code, result.out) == (0, "")
    assert path.read_bytes().startswith(magic)
    again = invoke(capsys, "plot", "relu", "--save", str(path))
    assert again.code == 2 and f"--save {path}: the file exists; --force overwrites it." in again.err
    assert invoke(capsys, "plot", "relu", "--save", str(path), "--force").code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_entries(
    shell: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "activadvise recommend --arch transf"
    monkeypatch.setenv("_ACTIVADVISE_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", words)
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", "3")
    from activadvise.cli.main import build

    with pytest.raises(SystemExit):
        build()(prog_name="activadvise", args=[])
    assert "transformer-encoder" in re.split(r"[\s\"]+", capfd.readouterr().out)
