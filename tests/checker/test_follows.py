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
    assert bool(codes(PROGRAMS[kind, name])) is (kind == "wrong")


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
