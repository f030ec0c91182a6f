"""What the checker follows: the programs of follows.md, and a few on verdicts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.checker.checks import codes, verdicts

TEXT = (Path(__file__).parent / "follows.md").read_text(encoding="utf-8")
PROGRAMS = {
    (kind, name): code for kind, name, code in re.findall(r"## (\w+): ([^\n]+)\n\n```python\n(.*?)```", TEXT, re.DOTALL)
}
MODEL = """
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 4)
        self.out = nn.Softmax(-1)
    def forward(self, x):
        return self.out(self.fc(x))
"""


@pytest.mark.parametrize(("kind", "name"), PROGRAMS)
def test_program(kind: str, name: str) -> None:
    code = PROGRAMS[kind, name]
    assert bool(codes(code)) is (kind == "wrong")
    if kind == "right":
        assert set(verdicts(code)) == {"right"}


def test_last_layer_is_right() -> None:
    assert verdicts(PROGRAMS["silent", "last layer without activation"]) == ["right"]


def test_unknown_is_undecided() -> None:
    assert verdicts("def f(model, x, y):\n    return F.cross_entropy(model(x), y)") == ["undecided"]


def test_across_files() -> None:
    loss = "import torch\nce = torch.nn.CrossEntropyLoss()\n"
    train = (
        "from model import Net\nfrom loss import ce as criterion\ndef main(x, y):\n    return criterion(Net()(x), y)\n"
    )
    assert codes(model=MODEL, loss=loss, train=train) == ["ACT101"]


def test_across_packages() -> None:
    files = {
        "pkg/models/__init__": "from .net import Net\n",
        "pkg/models/net": MODEL,
        "pkg/losses": "from torch import nn\ndef make_loss():\n    return nn.CrossEntropyLoss()\n",
        "pkg/train": (
            "from .models import Net\nfrom .losses import make_loss\n"
            "def train(loader):\n    net, crit = Net(), make_loss()\n    for x, y in loader:\n        crit(net(x), y)\n"
        ),
    }
    assert codes(**files) == ["ACT101"]


def test_across_a_src_layout() -> None:
    script = (
        "import torch.nn.functional as F\nfrom proj.model import Net\n"
        "def train(x, y):\n    return F.cross_entropy(Net()(x), y)\n"
    )
    assert codes(**{"src/proj/__init__": "", "src/proj/model": MODEL, "scripts/train": script}) == ["ACT101"]


def test_a_step_called_from_one_that_is_only_skimmed() -> None:
    module = (
        "import torch.nn.functional as F\nfrom torch import nn\nfrom model import Net\n"
        "class Task(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.net = Net()\n"
        "    def training_step(self, batch):\n"
        "        loss, z = self.shared(batch)\n        self.acc(z.softmax(-1))\n        return loss\n"
        "    def shared(self, batch):\n        x, y = batch\n        z = self.net(x)\n"
        "        return F.cross_entropy(z, y), z\n"
    )
    assert "ACT101" in codes(model=MODEL, task=module)


def test_activation_chosen_by_a_name_in_lower_case() -> None:
    code = (
        "def act(name):\n    if name.lower() == 'sigmoid':\n        return nn.Sigmoid()\n    return nn.Identity()\n"
        "def f(x, y):\n    return F.binary_cross_entropy_with_logits({}(nn.Linear(3, 1)(x)), y)\n"
    )
    assert verdicts(code.replace("{}", "act('None')")) == ["right"]
    assert verdicts(code.replace("{}", "act('Sigmoid')")) == ["wrong"]


def test_regression_between_values_of_one_kind_is_right() -> None:
    code = "def f(a, b):\n    return F.mse_loss(a.softmax(-1), b{})"
    assert verdicts(code.replace("{}", ".softmax(-1)")) == ["right"]
    assert verdicts(code.replace("{}", "")) == ["undecided"]
