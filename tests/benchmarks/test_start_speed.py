"""Start-up as ratios in one run: CPU time of a command over that of an empty Typer app.

Both are taken in turns and the median of the ratios counts: least times of nine runs differed by a quarter.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from statistics import median

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
ROUNDS = 15
ADVISE = [sys.executable, "-c", "from activadvise.cli.main import main; main()"]  # what the installed script runs
# what is run → the most that it may take, in parts of the empty app
LIMITS = {
    "recommend --arch transformer --format plain": 1.3,
    "recommend --arch transformer --format rich": 1.7,
    "--help": 1.5,
}


def cpu_seconds(command: list[str], **environment: str) -> float:
    """User and system time of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env={**inherited, **environment})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, float]]:
    """CPU seconds of the empty app ("") and of each command, taken in turns: what else runs meets all of them."""
    folder = tmp_path_factory.mktemp("start")
    (folder / "empty.py").write_text(EMPTY)
    runs = {"": [sys.executable, str(folder / "empty.py"), "a"], **{run: [*ADVISE, *run.split()] for run in LIMITS}}

    def once() -> dict[str, float]:
        compiled = str(folder / "pycache")
        return {run: cpu_seconds(command, PYTHONPYCACHEPREFIX=compiled) for run, command in runs.items()}

    once()
    return [once() for _ in range(ROUNDS)]


@pytest.mark.parametrize("run", LIMITS)
def test_start(run: str, rounds: list[dict[str, float]]) -> None:
    measured = median(seconds[run] / seconds[""] for seconds in rounds)
    print(f"\nactivadvise {run}: {measured:.2f} x an empty Typer app (limit {LIMITS[run]})")
    assert measured <= LIMITS[run]


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
    ratios = []
    for number in range(9):
        fresh = {"XDG_CACHE_HOME": str(tmp_path / f"cache{number}")}  # nothing cached yet
        ratios.append(cpu_seconds(advise, **fresh) / cpu_seconds([python, str(script), "a"], **fresh))
    print(f"\nfirst run after installing: {median(ratios):.2f} x an empty Typer app (limit 1.6)")
    assert median(ratios) <= 1.6
