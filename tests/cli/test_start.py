"""Advice starts without torch, numpy or matplotlib; the probe itself is tested."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "numpy", "matplotlib", "pandas", "scipy")
PROBE = """\
import sys
try:
    {code}
except SystemExit:
    pass
print([m for m in {heavy} if m in sys.modules], file=sys.stderr)
"""


def heavy_modules(code: str) -> str:
    """Which heavy modules a fresh Python has imported after some code."""
    probe = PROBE.format(code=code, heavy=HEAVY)
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return result.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["recommend", "--arch", "transformer"],
        ["recommend", "--arch", "vit", "--task", "multilabel", "--format", "rich"],
        ["output", "--task", "multilabel", "--format", "json"],
        ["init", "--activation", "gelu", "--depth", "50", "--norm", "none"],
        ["diagnose", "loss stuck at 0.693"],
        ["explain", "gelu"],
        ["list", "models"],
        ["plot", "gelu"],
        ["rules", "validate"],
        ["--help"],
    ],
)
def test_advice_imports_nothing_heavy(arguments: list[str]) -> None:
    assert heavy_modules(f"from activadvise.cli.main import main; main({arguments!r})") == "[]"


def test_the_probe_would_notice() -> None:
    assert heavy_modules("import numpy") == "['numpy']"


def test_importing_the_package_imports_almost_nothing() -> None:
    code = "import activadvise; assert 'msgspec' not in sys.modules"
    assert heavy_modules(code) == "[]"
