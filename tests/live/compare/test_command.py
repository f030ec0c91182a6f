"""`activadvise compare`: what it prints, writes and refuses, and how it is interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import activadvise
from activadvise.errors import BadValue
from activadvise.live.compare import command, run
from tests.cli.running import Result, invoke

SMALL = ["--data", "wine", "--seeds", "3", "--steps", "12", "--lr", "0.01", "--jobs", "1"]


def test_a_verdict_and_the_same_numbers_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    store = str(tmp_path / "s.sqlite")
    first = invoke(capsys, "compare", "relu", "Leaky ReLU", *SMALL, "--format", "json", "--store", store)
    second = invoke(capsys, "compare", "relu", "leaky-relu", *SMALL, "--format", "json")
    assert first.code == second.code == 0 and first.err == second.err == ""
    one, two = json.loads(first.out), json.loads(second.out)
    assert one["trials"] == two["trials"] and one["courses"] == two["courses"]
    shown = json.loads(invoke(capsys, "compare", "--show", store, "--format", "json").out)
    assert shown["standings"] == one["standings"] and shown["verdict"] == one["verdict"]


def test_without_a_store_the_same_command_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(command, "user_cache_path", lambda *_, **__: tmp_path)
    options: dict[str, Any] = {"data": "wine", "seeds": 3, "epochs": 2, "lr": 0.01, "jobs": 1}
    told: list[tuple[int, int]] = []

    def killed(done: int, total: int, what: str) -> None:
        if done == 1:
            raise RuntimeError("as if killed")

    with pytest.raises(RuntimeError, match="as if killed"):
        activadvise.compare("relu", "tanh", progress=killed, **options)
    assert len(list(tmp_path.rglob("*.sqlite"))) == 1
    found = activadvise.compare("relu", "tanh", progress=lambda *now: told.append(now[:2]), **options)
    assert told[0] == (1, 2)  # one of two units was kept
    assert not list(tmp_path.rglob("*.sqlite"))
    whole = activadvise.compare("relu", "tanh", store=tmp_path / "s.sqlite", **options)
    assert found.trials == whole.trials


def test_from_python() -> None:
    found = activadvise.compare("relu", "tanh", data="wine", seeds=3, epochs=2, lr=0.01, jobs=1, baseline="tanh")
    assert found.setup["steps"] == 2 * 2 and found.setup["baseline"] == "tanh"  # 107 samples, 64 a batch
    assert {row.candidate for row in found.standings if row.baseline} == {"tanh"}


def test_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page, table = str(tmp_path / "r.html"), str(tmp_path / "t.csv")
    arguments = ["compare", "relu", "tanh", *SMALL, "--save", page, "--format", "csv", "-o", table]
    assert invoke(capsys, *arguments).code == 0
    assert Path(page).read_text().startswith("<!DOCTYPE html>")
    assert len(Path(table).read_text().splitlines()) == 1 + 2 * 3
    again = invoke(capsys, *arguments)
    assert again.code == 2 and "the file exists; --force" in again.err


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    result: Result = invoke(capsys, "compare", *arguments)
    assert result.code == 2 and not result.out and result.err.count("\n") == 1, result.err
    return result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["relu"], "name two activations or more"),
        ([], "name two activations or more"),
        (["relu", "ReLU"], "ReLU and relu are the same, relu"),
        (["relu", "gelv"], "unknown activation 'gelv'. Did you mean"),
        (["relu", "softmax"], "softmax"),
        (["relu", "gelu", "--arch", "mpl"], "unknown architecture"),
        (["relu", "gelu", "--data", "digit"], "unknown data set"),
        (["relu", "gelu", "--data", "none.csv", "--target", "y"], "no such file"),
        (["relu", "gelu", "--data", "wine", "--target", "y"], "only a table has columns"),
        (["relu", "gelu", "--data", "wine", "--loaders", "a.py:b"], "--data and --loaders exclude each other"),
        (["relu", "gelu", "--arch", "mlp", "--model", "a.py:b"], "--arch and --model exclude each other"),
        (["relu", "gelu", "--model", "a.py:b"], "--model: say what it learns"),
        (["relu", "gelu", "--model", "a.py:b", "--data", "wine"], "no such file"),
        (["relu", "gelu", "--steps", "5", "--epochs", "5"], "--steps and --epochs exclude each other"),
        (["relu", "gelu", "--seeds", "0"], "--seeds 0: it must be 1 or more"),
        (["relu", "gelu", "--lr", "fast"], "--lr fast"),
        (["relu", "gelu", "--lr", "-1"], "--lr -1"),
        (["relu", "gelu", "--lr", "nan"], "--lr nan"),
        (["relu", "gelu", "--optimizer", "lion"], "--optimizer lion: there are adamw, adam, sgd"),
        (["relu", "gelu", "--init", "he"], "--init he: there are matched, same, default"),
        (
            ["relu", "gelu", "--data", "wine", "--metric", "rmse"],
            "--metric rmse: for classification there are loss and accuracy",
        ),
        (["relu", "gelu", "--baseline", "silu"], "--baseline silu: it must be one of the candidates"),
        (["relu", "gelu", "--device", "cuda:99"], "--device cuda:99"),
        (["relu", "gelu", "--device", "fpga"], "--device fpga"),
        (["relu", "gelu", "--backend", "slurm"], "slurm"),
        (["relu", "gelu", "--set", "hidden=big"], "--set hidden=big"),
        (["relu", "gelu", "--set", "hiden=5"], "hiden"),
        (["relu", "gelu", "--format", "xml"], "--format xml: the formats are"),
        (["relu", "gelu", "--format", "parquet"], "-o FILE.parquet"),
        (["relu", "gelu", "--save", "a.gif"], "--save a.gif: the name must end in"),
        (["relu", "gelu", "-o", "none/a.txt"], "there is no folder none"),
        (["relu", "--show", "none.sqlite"], "--show prints what a store holds"),
        (["--show", "none.sqlite"], "none.sqlite"),
        (["relu", "swiglu", "--arch", "cnn", "--data", "wine"], "images"),
    ],
)
def test_what_is_refused_says_why(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = (
        arguments if not arguments or "--data" in arguments or "--show" in arguments else [*arguments, "--jobs", "1"]
    )
    assert message in refused(capsys, *given)


def test_interrupted_it_tells_what_is_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "s.sqlite"
    command = [
        sys.executable, "-m", "activadvise", "compare", "relu", "tanh", "--data", "wine", "--seeds", "800",
        "--steps", "40", "--lr", "0.01", "--jobs", "1", "--store", str(store),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell may have it ignored
    )  # fmt: skip
    try:
        while process.poll() is None and not finished(store):
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 130, err
    assert "Partial: " in out and "interrupted, the result is partial" in err and str(store) in err
    assert "Traceback" not in err
    shown = invoke(capsys, "compare", "--show", str(store))
    assert shown.code == 0 and "Partial: " in shown.out


def finished(store: Path) -> bool:
    """Whether a trial is in the store."""
    try:
        return bool(run.show(store).outcomes)
    except BadValue:
        return False


def test_a_narrow_terminal_without_unicode() -> None:
    command = [sys.executable, "-m", "activadvise", "compare", "relu", "tanh", *SMALL]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "COLUMNS": "40"}
    shown = subprocess.run(command, capture_output=True, env=environment, check=True).stdout.decode("cp1252")
    assert "Validation loss" in shown and max(map(len, shown.splitlines())) <= 44  # "->" is wider than an arrow


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    shown = invoke(capsys, "compare", "--help").out
    options = """
        arch model loaders data target seeds steps epochs lr optimizer batch-size init metric baseline seed device jobs
        backend address store show save format output force set
    """
    for option in options.split():
        assert f"--{option}" in shown
