"""Nothing that a file may hold stops the run: a clear line, and the rest is still checked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from activadvise.checker.checking import check
from tests.checker.checks import HEAD, codes, report, rules

BAD = HEAD + "def f(x, y):\n    return F.cross_entropy(F.softmax(x, 1), y)\n"
MODEL = """
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 4)
    def forward(self, x):
        return self.fc(x)
"""
TRAIN = """
import torch
from model import Net
def f(x, y):
    return torch.nn.functional.cross_entropy(Net()(x), y)
"""
LATE = "    return F.cross_entropy(F.softmax(x, 1), y)\n"
BEHIND = "\n".join(["def f(x, y):", "    return F.cross_entropy(F.softmax(x, 1), y)"])


def test_syntax_error_is_a_finding() -> None:
    assert codes("loss = F.mse_loss(") == ["ACT000"]


def test_deep_expression() -> None:
    deep = "x = " + "(" * 5000 + "1" + ")" * 5000
    assert codes(f"loss = F.cross_entropy(x, y)\n{deep}\n") == ["ACT000"]
    chain = "x = " + " + ".join(["a"] * 5000)
    report(f"def f(a, y):\n    {chain}\n    return F.cross_entropy(x, y)\n")


def test_an_inner_function_that_calls_the_method_around_it() -> None:
    """Read only once where imports are not followed, too: each reading makes the inner function anew."""
    text = """
class Net(nn.Module):
    def walk(self, x):
        def later(x):
            return self.walk(F.gelu(x))
        return x
"""
    assert codes(text) == []


DOUBLING = (
    "a += a", "a.extend(a)", "a = a + a", "a = [*a, *a]", "a = nn.Sequential(*a) + nn.Sequential(*a)",
    "a = nn.Sequential(nn.Sequential(*a), nn.Sequential(*a))", "a = (a, a)\n    if y: a = (a, 3)",
)  # fmt: skip


@pytest.mark.parametrize("step", DOUBLING)
def test_what_keeps_doubling_stays_small(step: str) -> None:
    """Each would double 512 times, or add to itself for ever."""
    loops = "".join(f"{' ' * 4 * i}for i in range(8):\n" for i in range(1, 4))
    step = step.replace("\n    ", f"\n{' ' * 16}")
    text = f"def f(x, y):\n    a = [nn.Linear(3, 3)]\n{loops}{' ' * 16}{step}\n"
    text += "    return F.mse_loss(nn.Sequential(*a)(x), y)"
    assert codes(f"{text}\n{BEHIND}") == ["ACT101"]


def test_pythons_own_warnings_stay_out(recwarn: pytest.WarningsRecorder) -> None:
    assert codes(f"y = 1if torch else 2\n{BEHIND}") == ["ACT101"]
    assert not recwarn.list


def test_a_class_that_makes_itself_twice() -> None:
    """Each object would make three more, down to the deepest call that is followed."""
    twice = "        Net().fc\n" * 3
    text = f"class Net(nn.Module):\n    def __init__(self):\n{twice}        self.fc = nn.Linear(2, 2)\n"
    assert codes(f"{text}loss = F.mse_loss(Net().fc(1), 2)\n{BEHIND}") == ["ACT101"]


def test_a_product_of_no_tensors() -> None:
    assert report(f"x = torch.mul(2, 3)\n{BEHIND}").problems == []


@pytest.mark.parametrize("call", ["nn.Linear(1, 1)(torch.zeros(())).softmax(dim=1)", "nn.Linear(1, 1)(y).clamp(...)"])
def test_arguments_that_make_no_sense(call: str) -> None:
    assert report(f"x = {call}\n{BEHIND}").problems == []


def test_long_file() -> None:
    body = "\n".join(f"v{i} = {i}" for i in range(50_000))
    assert codes(body + "\n" + BEHIND) == ["ACT101"]


def test_undecodable_and_missing(tmp_path: Path) -> None:
    (tmp_path / "bytes.py").write_bytes(b"import torch\nx = '\xff\xfe'\n")
    (tmp_path / "bad.py").write_text(BAD)
    result = check([str(tmp_path), str(tmp_path / "missing.py")], rules())
    assert [f.code for f in result.findings if f.severity != "hint"] == ["ACT101"]
    assert len(result.problems) == 2


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_symlink_loop(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(BAD)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(check([str(tmp_path)], rules()).findings) == 1


def test_gitignore(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("ignored.py\nold/\n")
    (tmp_path / "ignored.py").write_text(BAD)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "bad.py").write_text(BAD)
    assert check([str(tmp_path)], rules()).files == 0


def test_gitignore_of_the_repository_around(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/code/made/\n*_gen.py\n!kept_gen.py\n")
    for name in ("code/made/a.py", "code/b_gen.py", "code/kept_gen.py", "code/c.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BAD)
    found = check([f"{tmp_path / 'code'}/"], rules()).findings
    assert [Path(f.file).name for f in found] == ["c.py", "kept_gen.py"]


def test_notebook_cell_and_line(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# title"]},
        {
            "cell_type": "code",
            "source": [
                "%matplotlib inline\n", "!pip list\n", "found = !ls\n", "torch.nn?\n",
                "for i in range(2):\n", "    %time i\n", "import torch\n", "import torch.nn.functional as F",
            ],
        },
        {"cell_type": "code", "source": ["def f(x, y):\n", "    return F.cross_entropy(F.softmax(x, 1), y)"]},
    ]  # fmt: skip
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps({"cells": cells, "nbformat": 4}))
    (finding,) = check([str(path)], rules()).findings
    assert (finding.cell, finding.line, finding.column) == (3, 2, 12)
    assert finding.flow[-1].what == "CrossEntropyLoss here in cell 3"


def test_suppression_and_unused() -> None:
    quiet = BEHIND.replace("1), y)", "1), y)  # noqa: ACT101")
    assert codes(quiet) == []
    own = BEHIND.replace("1), y)", "1), y)  # activadvise: ignore[ACT101]")
    assert codes(own) == []
    unused = report("x = 1  # noqa: ACT101\n").findings
    assert [f.code for f in unused] == ["ACT001"]


def test_keras_is_said_not_to_be_covered() -> None:
    assert "Keras" in report(keras="import keras\n").notes[0]


def test_two_processes_find_the_same(tmp_path: Path) -> None:
    for i in range(60):
        (tmp_path / f"m{i}.py").write_text(BAD)
    one = check([str(tmp_path)], rules(), jobs=1)
    two = check([str(tmp_path)], rules(), jobs=2)
    assert one.findings == two.findings and len(one.findings) == 60


def test_what_was_checked_before_changes_nothing(tmp_path: Path) -> None:
    """A file that calls a function in a way that shows nothing leaves the function's own fault to be found."""
    (tmp_path / "net.py").write_text(HEAD + "def score(x, y, size=2):\n    if size > 1:\n        return x\n" + LATE)
    (tmp_path / "early.py").write_text(HEAD + "from net import score\nloss_f = score(1, 2)\n")
    files = [str(tmp_path / "early.py"), str(tmp_path / "net.py")]
    first, second = check(files, rules()), check(files[::-1], rules())
    assert [f.code for f in first.findings] == ["ACT101"] and first.findings == second.findings


def test_cache_follows_imports_through_a_shared_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "model.py").write_text(MODEL)
    (folder / "middle.py").write_text("from model import Net\n")
    for name in ("a.py", "b.py"):
        (folder / name).write_text(TRAIN.replace("from model", "from middle"))
    assert check([str(folder)], rules(), cache=True).findings == []
    (folder / "model.py").write_text(MODEL.replace("self.fc(x)", "self.fc(x).softmax(1)"))
    assert [f.code for f in check([str(folder)], rules(), cache=True).findings] == ["ACT101", "ACT101"]


def test_cache_follows_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "model.py").write_text(MODEL)
    (folder / "train.py").write_text(TRAIN)
    assert check([str(folder)], rules(), cache=True).findings == []
    (folder / "model.py").write_text(MODEL.replace("self.fc(x)", "self.fc(x).softmax(1)"))
    assert [f.code for f in check([str(folder)], rules(), cache=True).findings] == ["ACT101"]
    assert [f.code for f in check([str(folder)], rules(), cache=True).findings] == ["ACT101"]


def test_cache_follows_a_configuration_beside_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "model.py").write_text("from torch import nn\nnet = nn.Sequential(nn.Linear(2, 3), nn.GELU())\n")
    assert check([str(folder)], rules(), cache=True).findings == []
    (folder / "config.json").write_text('{"hidden_act": "gelu_new"}')
    assert [f.code for f in check([str(folder)], rules(), cache=True).findings] == ["ACT408"]
