"""The hook of .pre-commit-hooks.yaml, run by pre-commit in a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TOOL = shutil.which("pre-commit")
BAD = "import torch.nn.functional as F\n\n\ndef f(x, y):\n    return F.cross_entropy(F.softmax(x, 1), y)\n"

pytestmark = pytest.mark.skipif(TOOL is None, reason="pre-commit is not installed")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in the scratch repository, with its own home and this checkout's package."""
    env = {**os.environ, "PRE_COMMIT_HOME": str(folder / ".home"), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    words = hook["entry"].split()
    assert words[0] == "activadvise"
    hook |= {"language": "system", "entry": " ".join([sys.executable, "-m", *words])}  # nothing is downloaded
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    run(tmp_path, "git", "init", "-q")
    return tmp_path


def test_a_bad_commit_is_stopped_and_a_good_one_is_not(repository: Path) -> None:
    assert TOOL is not None
    (repository / "train.py").write_text(BAD, encoding="utf-8")
    run(repository, "git", "add", "-A")
    stopped = run(repository, TOOL, "run")
    assert stopped.returncode == 1 and "train.py:5" in stopped.stdout and "ACT101" in stopped.stdout
    (repository / "train.py").write_text(BAD.replace("F.softmax(x, 1)", "x"), encoding="utf-8")
    run(repository, "git", "add", "-A")
    passed = run(repository, TOOL, "run")
    assert passed.returncode == 0, passed.stdout + passed.stderr
