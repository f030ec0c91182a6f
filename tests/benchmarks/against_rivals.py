"""CPU time beside TorchFix and torch-preflight, on every tenth file of a package; outside CI.

    python -m venv rivals && rivals/bin/pip install torchfix torch-preflight
    python -m tests.benchmarks.against_rivals timm rivals/bin

The files are copied into one folder, and each tool checks that folder in a process of its own with one worker,
start-up included; each takes its turn three times and its least CPU time counts. Measured on timm 1.0.31
(31 files, 16,048 lines; Python 3.11): activadvise 0.54 s, TorchFix 0.7.0 27.1 s (50 times), torch-preflight 0.5.0
26.6 s (49 times).
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EVERY = 10
ROUNDS = 3


def cpu(command: list[str]) -> float:
    """Seconds of CPU, user and system, of a command and its children; what it finds is not looked at."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(package: str, tools: str) -> None:
    """Print the CPU time of each tool, and by how much it is more than ours."""
    files = sorted(Path(package).rglob("*.py"))[::EVERY]
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(files):
            shutil.copy(path, os.path.join(folder, f"f{number}_{path.name}"))
        commands = {
            "activadvise": [sys.executable, "-m", "activadvise", "check", "--no-cache", "-j", "1", folder],
            "torchfix": [os.path.join(tools, "torchfix"), "-j", "1", folder],
            "torch-preflight": [os.path.join(tools, "torch-preflight"), "check", folder],
        }
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(ROUNDS):
            for name, command in commands.items():
                least[name] = min(least[name], cpu(command))
    lines = sum(path.read_text(encoding="utf-8").count("\n") for path in files)
    print(f"{len(files)} files, {lines} lines")
    for name, seconds in least.items():
        print(f"{name:16} {seconds:7.2f} s, {seconds / least['activadvise']:6.1f} times ours")


if __name__ == "__main__":
    main(*sys.argv[1:])
