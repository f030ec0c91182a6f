"""Emitted programs are ruff-formatted, ruff-clean and mypy-clean under default settings."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.snippets.programs import programs

RUFF = [sys.executable, "-m", "ruff"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every program as a file of its own."""
    folder = tmp_path_factory.mktemp("programs")
    for number, (text, label) in enumerate(programs().items()):
        (folder / f"program_{number}.py").write_text(f"# Made by activadvise: {label.split(chr(10))[0]}\n{text}")
    return folder


def checked(command: Sequence[str], folder: Path) -> None:
    result = subprocess.run([*command, "."], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]


def test_formatted(folder: Path) -> None:
    checked([*RUFF, "format", "--check", "--isolated", "--no-cache"], folder)


def test_clean(folder: Path) -> None:
    checked([*RUFF, "check", "--isolated", "--no-cache"], folder)


def test_typed(folder: Path) -> None:
    checked([sys.executable, "-m", "mypy", "--config-file=", "--cache-dir=.mypy"], folder)


def test_headers_name_the_command() -> None:
    assert all(text.startswith(("import", "from")) for text in programs())
