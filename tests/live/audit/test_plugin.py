"""The fixture `audit`; the plug-in itself imports no torch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = """
import torch
import torch.nn.functional as F

def test_wrong(audit):
    F.cross_entropy(torch.randn(4, 3).softmax(1), torch.tensor([0, 1, 2, 0]))

def test_right(audit):
    F.cross_entropy(torch.nn.Linear(3, 3)(torch.randn(4, 3)), torch.tensor([0, 1, 2, 0]))
"""


def pytest_run(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(folder)]
    root = str(Path(__file__).parents[3])
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # an installed activadvise registers itself
    found = subprocess.run(
        [*command, *options, str(folder)], capture_output=True, text=True, cwd=root, timeout=120, check=False, env=alone
    )
    return found.stdout + found.stderr


def test_the_fixture_fails_the_test_with_the_finding(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(TESTS)
    text = pytest_run(tmp_path, "-p", "activadvise.pytest_plugin")
    assert "ACT101" in text
    assert "2 passed, 1 error" in text


def test_no_torch_until_it_is_used() -> None:
    code = "import sys, activadvise.pytest_plugin; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3]).returncode == 0


def test_the_probe_would_notice() -> None:
    code = "import sys, activadvise.live.audit.session; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3]).returncode == 1
