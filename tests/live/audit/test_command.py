"""`activadvise audit`: argv, __main__, exit codes, formats; what it says when nothing is seen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from activadvise.cli.main import main

TRAIN = """
import sys
import torch
from torch import nn
from helper import squashed
print(sys.argv[1:], __name__)
model = nn.Linear(4, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(9):
    loss = nn.CrossEntropyLoss()(squashed(model(torch.randn(6, 4))), torch.tensor([0, 1, 2, 0, 1, 2]))
    loss.backward()
    optimizer.step()
"""
HELPER = "def squashed(x):\n    return x.softmax(1)\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "helper.py").write_text(HELPER)
    (tmp_path / "train.py").write_text(TRAIN)
    (tmp_path / "good.py").write_text(TRAIN.replace("squashed(", "("))
    (tmp_path / "nothing.py").write_text("print('hello')\n")
    (tmp_path / "leaves.py").write_text(TRAIN + "sys.exit(7)\n")
    (tmp_path / "breaks.py").write_text(TRAIN + "raise KeyError('mine')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "helper", raising=False)
    return tmp_path


def ran(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(["audit", *arguments])
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


def test_the_lines_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("train.py", "--lr", "3", "--debug", "-h") == 1
    out, err = capsys.readouterr()
    assert out == "['--lr', '3', '--debug', '-h'] __main__\n"
    assert "softmax at helper.py:2 → CrossEntropyLoss at train.py:10, 9 calls" in err
    assert "train.py:10:12: ACT101" in err


def test_a_healthy_script(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("good.py") == 0
    assert "0 wrong, 1 right, 0 undecided" in capsys.readouterr().err


def test_no_loss_is_said_loudly(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("nothing.py") == 2
    err = capsys.readouterr().err
    assert "NO LOSS CALL SEEN" in err
    assert "Processes that it starts are not watched" in err


@pytest.mark.parametrize(("script", "code"), [("leaves.py", 7), ("breaks.py", 1)])
def test_the_own_exit_code_wins(folder: Path, script: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(script) == code
    err = capsys.readouterr().err
    assert "ACT101" in err
    assert ("KeyError: 'mine'" in err) == (script == "breaks.py")
    assert "live/audit" not in err
    assert f"the program ended with exit code {code}, and so does the audit" in err


@pytest.mark.parametrize(
    ("arguments", "code", "own"),
    [(["train.py"], 1, 0), (["breaks.py"], 1, 1), (["nothing.py"], 2, 0), (["--steps", "2", "good.py"], 0, None)],
)
def test_json_tells_the_scripts_exit_code_from_the_audits(
    folder: Path, arguments: list[str], code: int, own: int | None
) -> None:
    assert ran("--format", "json", "-o", "report.json", *arguments) == code
    assert json.loads((folder / "report.json").read_text())["script_exit"] == own


def test_steps(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("--steps", "3", "train.py") == 1
    err = capsys.readouterr().err
    assert ", 3 calls" in err
    assert "ended after 3 steps" in err
    assert ran("--steps", "1", "good.py") == 0
    err = capsys.readouterr().err
    assert "ended after 1 step," in err and "1 loss call in 1 place:" in err


def test_steps_without_an_optimizer_count_losses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TRAIN.replace("optimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n", "")
    (folder / "plain.py").write_text(text.replace("    optimizer.step()\n", ""))
    assert ran("--steps", "4", "plain.py") == 1
    assert ", 4 calls" in capsys.readouterr().err


def test_a_module(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("--steps", "2", "-m", "train", "--x") == 1
    assert capsys.readouterr().out == "['--x'] __main__\n"


def test_a_module_of_a_package(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Relative imports, the working folder on the path, __main__ of a package, exit code: as python -m has it."""
    package = folder / "project"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "net.py").write_text("import torch\n\n\ndef end(x):\n    return torch.sigmoid(x)\n")
    (package / "__main__.py").write_text(
        "import os, sys\nimport torch\nfrom torch.nn.functional import binary_cross_entropy_with_logits as bce\n"
        "from .net import end\nprint(__name__, __package__, os.getcwd() in sys.path, sys.argv[1:])\n"
        "bce(end(torch.nn.Linear(2, 1)(torch.ones(3, 2))), torch.ones(3, 1))\nsys.exit(5)\n"
    )
    assert ran("-m", "project", "-x") == 5
    out, err = capsys.readouterr()
    assert out == "__main__ project True ['-x']\n"
    assert "sigmoid at project/net.py:5 → BCEWithLogitsLoss at project/__main__.py:6, 1 call" in err


def test_what_is_left_behind(folder: Path) -> None:
    before = Path.cwd(), list(sys.path), sys.argv, sys.modules["__main__"]
    ran("train.py", "--epochs", "1")
    assert (Path.cwd(), list(sys.path), sys.argv, sys.modules["__main__"]) == before


def test_a_finding_without_a_loss_call_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = "import torch\nfrom torch.distributions import Categorical\nCategorical(logits=torch.rand(3).softmax(0))\n"
    (folder / "policy.py").write_text(policy)
    assert ran("policy.py") == 1
    assert "policy.py:3:1: ACT120" in capsys.readouterr().err


def test_json(folder: Path) -> None:
    assert ran("--format", "json", "-o", "report.json", "train.py") == 1
    found = json.loads((folder / "report.json").read_text())
    assert found["summary"]["verdicts"] == {"wrong": 1, "right": 0, "undecided": 0}
    assert (found["findings"][0]["file"], found["findings"][0]["line"]) == ("train.py", 10)
    assert found["findings"][0]["flow"][1] == {"file": "helper.py", "line": 2, "what": "softmax here"}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["missing.py"], "missing.py: no such file. Write activadvise audit"),
        (["."], ".: a folder, not a file. Write activadvise audit"),
        (["trian.py"], "no such file; did you mean train.py?"),
        ([], "needs a program"),
        (["--format", "xml", "train.py"], "formats are"),
        (["--fail-on", "x", "train.py"], "severities"),
    ],
)
def test_usage_errors(folder: Path, arguments: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(*arguments) == 2
    assert text in capsys.readouterr().err


def test_fail_on_never(folder: Path) -> None:
    assert ran("--fail-on", "never", "train.py") == 0


def test_an_existing_report_is_refused_before_the_script_runs(tmp_path: Path) -> None:
    script, report = tmp_path / "train.py", tmp_path / "report.txt"
    script.write_text("print('trained for hours')\n")
    report.write_text("kept")
    command = [sys.executable, "-m", "activadvise", "audit", "-o", str(report), str(script)]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.returncode == 2 and not found.stdout and "the file exists; --force overwrites it" in found.stderr
    assert report.read_text() == "kept"


def test_a_script_that_fails_is_not_said_to_be_judged(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text("raise ValueError('bad data')\n")
    found = subprocess.run([sys.executable, "-m", "activadvise", "audit", str(script)], capture_output=True, text=True)
    assert found.returncode == 1
    assert "NO LOSS CALL SEEN: the program ended with exit code 1 before it reached one" in found.stderr
