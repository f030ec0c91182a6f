"""The wheel works in a fresh environment, away from the checkout; so does the sdist's content."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command without the checkout on the path; its stdout."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    arguments = [str(part) for part in command]
    result = subprocess.run(arguments, cwd=cwd, env={**env, **environment}, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{arguments}\n{result.stdout[-2000:]}\n{result.stderr[-2000:]}"
    return result.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def python(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment in which only the wheel is installed."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", next(built.glob("*.whl")), cwd=folder)
    return python


def test_the_wheel_recommends_away_from_the_checkout(python: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    text = run(python.parent / "activadvise", "recommend", "--arch", "transformer", cwd=tmp_path, XDG_CACHE_HOME=cache)
    assert "GELU" in text
    assert "nn.GELU()" in text
    where = run(python, "-c", "import activadvise; print(activadvise.__file__)", cwd=tmp_path)
    assert str(ROOT) not in where


def test_the_first_start_needs_no_compiling(python: Path, tmp_path: Path) -> None:
    run(python, "-m", "activadvise", "explain", "relu", cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path))
    assert not list(tmp_path.rglob("*.msgpack"))


def test_torch_is_not_a_dependency(python: Path, tmp_path: Path) -> None:
    assert "torch" not in run(python, "-m", "pip", "list", cwd=tmp_path).split()


def test_what_the_archives_hold(built: Path) -> None:
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    for name in ("activadvise/py.typed", "activadvise/rules/compiled.msgpack", "activadvise/rules/published_models.csv",
                 "activadvise/rules/snippets/architectures/mlp.py"):  # fmt: skip
        assert name in names
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        inside = {"/".join(name.split("/")[1:]) for name in archive.getnames()}
    assert {"LICENSE", "README.md", "CHANGELOG.md", "rules/inits.yaml", "tests/conftest.py"} <= inside
