"""The examples run, and the README shows what the program prints."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

from tests.cli.running import invoke

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_advice_from_python(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples" / "advice.py"), run_name="__main__")
    shown = capsys.readouterr().out
    assert "SwiGLU, because" in shown
    assert "House CNN: SERF" in shown
    compile(shown[shown.index("# Made by") :], "snippet", "exec")


def test_the_pictures_are_what_the_program_prints() -> None:
    pictures = runpy.run_path(str(ROOT / "examples" / "make_pictures.py"))
    for name in pictures["PICTURES"]:
        stored = (ROOT / "examples" / f"{name}.svg").read_text(encoding="utf-8")
        assert pictures["svg"](name) == stored, f"run python examples/make_pictures.py: {name}.svg is old"


def test_every_picture_of_the_readme_exists() -> None:
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file(), path


def commands() -> list[str]:
    """Every `activadvise …` that stands in backticks in the README, without its placeholders."""
    found = re.findall(r"`activadvise ([^`]+)`", README)
    return [text for text in dict.fromkeys(found) if "install-completion" not in text and ".yaml" not in text]


@pytest.mark.parametrize(
    "command",
    [c for c in commands() if c.split()[0] in ("recommend", "output", "init", "diagnose", "explain", "list", "plot")],
)
def test_every_command_of_the_readme_runs(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = invoke(capsys, *shlex.split(command))
    assert result.code == 0, result.err
    assert result.out
