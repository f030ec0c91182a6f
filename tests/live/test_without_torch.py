"""Without torch, each live name and the commands say which extra to install; each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

import activadvise


def without(package: str, code: str) -> subprocess.CompletedProcess[str]:
    """Run code where a package cannot be imported."""
    text = f"import sys; sys.modules[{package!r}] = None; import activadvise; {code}"
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=120)


def command(*arguments: str) -> str:
    """Code that runs the command line."""
    return f"from activadvise.cli.main import main; main({list(arguments)})"


def test_names() -> None:
    for name in activadvise.LIVE:
        extra = "compare" if name == "compare" else "torch"
        found = without("torch", f"activadvise.{name}")
        last = found.stderr.splitlines()[-1]
        assert last.startswith("activadvise.errors.MissingExtra") and f"activadvise[{extra}]" in last, name


@pytest.mark.parametrize(
    ("package", "arguments", "extra"),
    [
        ("torch", ("inspect", "net.py:make", "--input", "2,16"), "torch"),
        ("torch", ("compare", "relu", "gelu"), "compare"),
        ("scipy", ("compare", "relu", "gelu"), "compare"),
        ("joblib", ("compare", "relu", "gelu"), "compare"),
    ],
)
def test_commands(package: str, arguments: tuple[str, ...], extra: str) -> None:
    found = without(package, command(*arguments))
    assert (found.returncode, found.stdout) == (2, "")
    assert f"pip install 'activadvise[{extra}]'" in found.stderr and found.stderr.count("\n") == 1


def test_without_scipy_the_name_says_which_extra() -> None:
    assert "activadvise[compare]" in without("scipy", "activadvise.compare").stderr.splitlines()[-1]
