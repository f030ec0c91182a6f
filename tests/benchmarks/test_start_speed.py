"""Start-up as ratios in one run: CPU time of a command over that of an empty Typer app."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs the resource module", allow_module_level=True)
import resource

EMPTY = """\
import typer
app = typer.Typer()
@app.command()
def a() -> None: pass
@app.command()
def b() -> None: pass
app()
"""
ROUNDS = 9
ADVISE = [sys.executable, "-c", "from activadvise.cli.main import main; main()"]  # what the installed script runs


def cpu_seconds(command: list[str], **environment: str) -> float:
    """User and system time of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env={**inherited, **environment})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(command: list[str], empty: list[str], **environment: str) -> float:
    """Interleaved minima of both."""
    pairs = [(cpu_seconds(command, **environment), cpu_seconds(empty, **environment)) for _ in range(ROUNDS)]
    return min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)


@pytest.fixture
def empty(tmp_path: Path) -> list[str]:
    path = tmp_path / "empty.py"
    path.write_text(EMPTY)
    return [sys.executable, str(path), "a"]


@pytest.mark.parametrize(
    ("arguments", "limit"),
    [
        (["recommend", "--arch", "transformer", "--format", "plain"], 1.3),
        (["recommend", "--arch", "transformer", "--format", "rich"], 1.7),
        (["--help"], 1.5),
    ],
)
def test_start(arguments: list[str], limit: float, empty: list[str], tmp_path: Path) -> None:
    compiled = {"PYTHONPYCACHEPREFIX": str(tmp_path / "pycache")}
    cpu_seconds([*ADVISE, *arguments], **compiled)
    cpu_seconds(empty, **compiled)
    measured = ratio([*ADVISE, *arguments], empty, **compiled)
    print(f"\nactivadvise {' '.join(arguments)}: {measured:.2f} x an empty Typer app (limit {limit})")
    assert measured <= limit


def test_first_run_after_installing(tmp_path: Path) -> None:
    """The wheel brings the rules compiled: the very first run reads no YAML."""
    root = Path(__file__).parents[2]
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(root)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(next(tmp_path.glob("*.whl")))], check=True)
    script = tmp_path / "empty.py"
    script.write_text(EMPTY)
    advise = [python, "-c", ADVISE[2], "recommend", "--arch", "transformer", "--format", "plain"]
    rounds = [{"XDG_CACHE_HOME": str(tmp_path / f"cache{number}")} for number in range(ROUNDS)]  # nothing cached yet
    plain = min(cpu_seconds([python, str(script), "a"], **fresh) for fresh in rounds)
    first = min(cpu_seconds(advise, **fresh) for fresh in rounds)
    print(f"\nfirst run after installing: {first / plain:.2f} x an empty Typer app (limit 1.6)")
    assert first / plain <= 1.6
