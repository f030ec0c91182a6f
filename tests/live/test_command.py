"""`activadvise inspect`: targets, formats, exit codes, and one clear paragraph for everything that can go wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
import torch
from torch import nn

import activadvise
from activadvise.cli.main import main

PROGRAM = """
import torch
from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self, bias=0.0):
        super().__init__()
        self.a, self.b = nn.Linear(16, 32), nn.Linear(32, 3)
        nn.init.constant_(self.a.bias, bias)

    def forward(self, x):
        return self.b(F.relu(self.a(x)))

def good(): return Net()
def dead(): return Net(-50.0)
def partly():
    net = Net()
    nn.init.constant_(net.a.bias[:2], -50.0)
    return net
ready = Net()
class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.out = nn.Embedding(7, 8), nn.Linear(8, 3)
    def forward(self, tokens):
        return self.out(torch.tanh(self.table(tokens)))
batch = (torch.randn(300, 16), torch.randint(0, 3, (300,)))
def loader(): return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(*batch), batch_size=50)
def my_loss(output, target): return F.cross_entropy(output, target)
class Fails(nn.Module):
    def forward(self, x):
        raise KeyError("missing")
class Nan(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(16, 2)
    def forward(self, x):
        return self.a(x / 0 * 0)
class Huge(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(16, 2)
    def forward(self, x):
        return self.a(torch.empty(10**9, 10**6))
def raises(): raise ValueError("no weights")
def leaves(): raise SystemExit("bye")
def number(): return 3
print("said while importing")
import sys
assert len(sys.argv) == 1
class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(16, 8), nn.Linear(4, 8)
    def forward(self, x, y, scale=1.0):
        print("said while running")
        return F.relu(self.a(x) + self.b(y)) * scale
two = (torch.randn(50, 16), torch.randn(50, 4))
three = (*two, torch.randint(0, 8, (50,)))
class Lazy(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.LazyLinear(32), nn.LazyLinear(2)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
class Sized(nn.Module):
    def __init__(self, width):
        super().__init__()
third = 3
class Answers(Net):
    def forward(self, x):
        return {"scores": super().forward(x)}
def loaders(): return loader(), loader()
def empty(): return torch.utils.data.DataLoader([])
samples = torch.utils.data.TensorDataset(*batch)
arrays = (batch[0].numpy(), batch[1].numpy())
parts = {"train": loader(), "test": loader()}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "net.py").write_text(PROGRAM)
    (tmp_path / "broken.py").write_text("import a_package_that_is_not_there\n")
    (tmp_path / "house.yaml").write_text("symptoms: {dead-units: {thresholds: {dead_unit_fraction_warn: 0.9}}}")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "__init__.py").touch()
    (tmp_path / "parts" / "sizes.py").write_text("WIDTH = 16")
    (tmp_path / "parts" / "model.py").write_text(
        "from torch import nn\nfrom .sizes import WIDTH\n"
        "def Inner(): return nn.Sequential(nn.Linear(WIDTH, 4), nn.ReLU())"
    )
    (tmp_path / "syntax.py").write_text("def (:\n")
    torch.save(nn.Sequential(nn.Linear(16, 4), nn.ReLU(), nn.Linear(4, 2)), tmp_path / "saved.pt")
    torch.save({"weight": torch.zeros(2)}, tmp_path / "weights.pt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["inspect", *arguments])
    code = stopped.value.code
    return int(code) if code else 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["net.py:good", "--input", "256,16"], 0),
        (["net.py:ready", "--input", "256,16"], 0),
        (["net.py:dead", "--input", "256,16"], 1),
        (["net.py:dead", "--input", "256,16", "--fail-on", "never"], 0),
        (["net.py:Words", "--input", "64,5:long"], 0),
        (["net:good", "--input", "256,16"], 0),
        (["net.py:good", "--batch", "net.py:batch", "--loss", "cross_entropy"], 0),
        (["net.py:good", "--batch", "net.py:loader", "--loss", "net.py:my_loss"], 0),
        (["saved.pt", "--trust", "--input", "64,16"], 0),
        (["net.py:good", "--input", "256,16", "--train", "--device", "cpu"], 0),
        (["net.py:Two", "--batch", "net.py:two"], 0),
        (["net.py:Two", "--batch", "net.py:three", "--loss", "nn.CrossEntropyLoss"], 0),
        (["net.py:Lazy", "--input", "256,16"], 0),
        (["parts/model.py:Inner", "--input", "256,16"], 0),
        (["net.py:good", "--input", "256,16", "--rules", "house.yaml"], 0),
        (["net.py:dead", "--input", "256,16", "--rules", "house.yaml"], 1),
    ],
)
def test_exit_codes(folder: Path, arguments: list[str], code: int) -> None:
    torch.manual_seed(0)
    assert run(*arguments) == code


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.py:x", "--input", "2,16"], "no such file"),
        (["net.py:absent", "--input", "2,16"], "has no 'absent'; "),
        (["net.py:dad", "--input", "2,16"], "did you mean dead or"),
        (["net.py:Sized", "--input", "2,16"], "needs arguments (width)"),
        (["net.py:good", "--input", "2,16", "--loss", "cros_entropy"], "Did you mean cross_entropy"),
        (["net.py", "--input", "2,16"], "write file.py:name or package.module:name, as in net.py:NAME"),
        (["./parts:good", "--input", "2,16"], "./parts: a folder, not a file"),
        (["nett.py:good", "--input", "2,16"], "nett.py: no such file; did you mean net.py?"),
        (["net.py:good", "--input", "2,16", "--loss", "mse"], "Did you mean mse_loss?"),
        (["net.py:Answers", "--batch", "net.py:batch", "--loss", "cross_entropy"], "the loss of a dict, what forward"),
        (["nowhere.module:x", "--input", "2,16"], "No module named"),
        (["broken.py:x", "--input", "2,16"], "broken.py:1"),
        (["syntax.py:x", "--input", "2,16"], "syntax.py:1"),
        (["net.py:third", "--input", "2,16"], "is no nn.Module"),
        (["net.py:number", "--input", "2,16"], "not an nn.Module"),
        (["net.py:raises", "--input", "2,16"], "no weights. At"),
        (["net.py:leaves", "--input", "2,16"], "SystemExit"),
        (["net.py:Fails", "--input", "2,16"], "in forward"),
        (["net.py:good", "--input", "2,17"], "forward on --input 2,17 failed: RuntimeError: mat1 and mat2 shapes"),
        (["net.py:Nan", "--input", "2,16"], "NaN or infinity, first in a"),
        (["net.py:Huge", "--input", "2,16"], "out of memory"),
        (["net.py:good"], "--input SHAPE"),
        (["net.py:good", "--input", "2,17"], "In Linear(in_features=16, "),
        (["net.py:Two", "--input", "2,16"], "forward also needs "),
        (["net.py:good", "--input", "2;16"], "SHAPE[:dtype]"),
        (["net.py:good", "--input", "16,x"], "SHAPE[:dtype]"),
        (["net.py:good", "--input", "2,16:floaty"], "torch dtype"),
        (["net.py:good", "--input", "2,16", "--loss", "cross_entropy"], "needs a target"),
        (["net.py:good", "--input", "2,16", "--loss", "no_such_loss"], "--loss no_such_loss"),
        (["net.py:good", "--input", "2,16", "--save", "report.txt"], ".html"),
        (["net.py:good", "--input", "2,16", "--fail-on", "sometimes"], "--fail-on sometimes"),
        (["net.py:good", "--input", "2,16", "--device", "nowhere"], "nowhere"),
        (["saved.pt", "--input", "2,16"], "--trust"),
        (
            ["net.py:good", "--batch", "net.py:loaders"],
            ": tuple of DataLoader and DataLoader is no batch. Name",
        ),
        (["net.py:good", "--batch", "net.py:parts"], ": dict of DataLoader and DataLoader is no batch"),
        (["net.py:good", "--batch", "net.py:empty"], "an empty DataLoader is no batch"),
        (["net.py:good", "--batch", "net.py:samples"], ": TensorDataset is no batch"),
        (["net.py:good", "--batch", "net.py:arrays"], ": tuple of ndarray and ndarray is no batch"),
        (["net.py:good", "--batch", "net.py:number"], ": int is no batch"),
        (["weights.pt", "--trust", "--input", "2,16"], "state dict"),
    ],
)
def test_one_paragraph_and_two(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    before = sorted(os.listdir(folder))
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    told = [line for line in shown.err.splitlines() if not line.startswith("said")]
    assert says in shown.err and len(told) == 1 and "internal error" not in shown.err
    assert [name for name in sorted(os.listdir(folder)) if name != "__pycache__"] == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-o", "net.py"], "-o net.py: the file exists; --force overwrites it."),
        (["--save", "page.html"], "--save page.html: the file exists; --force overwrites it."),
        (["-o", "parts"], "-o parts: it is a folder"),
        (["-o", "none/report.txt"], "there is no folder none"),
        (["--format", "xml"], "--format xml: the formats are"),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_users_code_runs(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    (folder / "page.html").touch()
    assert run("net.py:good", "--input", "256,16", *arguments) == 2
    shown = capsys.readouterr()
    assert says in shown.err and "said" not in shown.err and not shown.out


def test_json_has_the_contracts_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from activadvise.report.json import schema

    assert run("net.py:dead", "--input", "256,16", "--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    jsonschema.validate(answer, schema("inspect"))
    assert answer["schema_version"] == 1
    assert set(answer["summary"]["verdicts"]) == {"wrong", "right", "undecided"}
    (finding,) = answer["findings"]
    assert (finding["code"], finding["severity"], finding["layer"]) == ("dead-units", "error", "relu()")
    assert finding["file"] == "net.py" and finding["line"] == 13 and finding["fix"]["message"]
    assert [layer["layer"] for layer in answer["layers"]] == ["a", "relu()", "b"]


@pytest.mark.parametrize("format", ["plain", "rich", "markdown"])
def test_formats_show_the_finding_and_the_table(folder: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    assert run("net.py:dead", "--input", "256,16", "--format", format) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert "dead-units" in shown and "32/32" in shown and "gain" in shown


def test_the_html_report_stands_alone(folder: Path) -> None:
    assert run("net.py:dead", "--input", "256,16", "--save", "report.html", "-o", "report.md") == 1
    page = (folder / "report.html").read_text()
    assert page.count("<svg") == 4 and "dead-units" in page
    assert page.count('fill="#c0392b"') == 4  # the dead layer, once in each picture
    assert "http://" not in page and "https://" not in page and "<script" not in page


def test_what_the_users_code_prints_is_no_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("net.py:Two", "--batch", "net.py:two", "--format", "json") == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["summary"]["model"] == "Two"
    assert "said while importing" in shown.err and "said while running" in shown.err


def test_house_rules_move_the_thresholds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "house.yaml").write_text("symptoms: {dead-units: {thresholds: {dead_unit_fraction_warn: 0.0}}}")
    torch.manual_seed(0)
    assert run("net.py:partly", "--input", "256,16") == 0
    assert run("net.py:partly", "--input", "256,16", "--rules", "house.yaml") == 1


def test_too_few_samples_are_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("net.py:good", "--input", "1,16") == 0
    assert "1 sample of a unit: too few to call it dead, give 32 or more" in " ".join(capsys.readouterr().out.split())
    assert run("net.py:good", "--input", "32,16") == 0
    assert "too few" not in capsys.readouterr().out


def test_a_page_explains_its_columns_and_holds_the_init(folder: Path) -> None:
    assert run("net.py:good", "--input", "256,16", "--suggest-init", "--save", "report.html", "-o", "report.txt") == 0
    page, text = (folder / "report.html").read_text(), (folder / "report.txt").read_text()
    assert "units silent for every sample seen" in page and "def init_weights" in page
    for shown in (page, " ".join(text.split())):
        assert "the init&#x27;s gains are those" in shown or "the init's gains are those" in shown


def test_the_two_gains_differ_in_the_first_and_the_last_layer_only() -> None:
    model = nn.Sequential(*(part for _ in range(4) for part in (nn.Linear(64, 64), nn.ReLU())), nn.Linear(64, 64))
    x = torch.randn(512, 64)
    activadvise.initialize(model, x)
    layers = [layer for layer in activadvise.inspect(model, x).layers if layer.kind == "weights"]
    differ = [abs((layer.gain or 0) - (layer.fitting_gain or 0)) > 0.2 for layer in layers]
    assert differ == [True, False, False, False, True]


def test_suggest_init_is_code_that_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("net.py:good", "--input", "256,16", "--suggest-init", "--format", "json") == 0
    code = json.loads(capsys.readouterr().out)["code"]
    space: dict[str, object] = {}
    exec(code, space)
    model = nn.ModuleDict({"a": nn.Linear(16, 32), "b": nn.Linear(32, 3)})
    space["init_weights"](model)  # type: ignore[operator]
    assert float(model.get_parameter("a.bias").detach().abs().sum()) == 0.0
