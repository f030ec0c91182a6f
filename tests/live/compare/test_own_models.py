"""Both ways to write a factory that takes the activation build the same model."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from activadvise.errors import BadValue
from activadvise.live.compare.candidates import candidate
from activadvise.live.compare.model import builder
from activadvise.live.compare.plan import Setup
from activadvise.live.compare.swap import UserModel

FACTORIES = """
from torch import nn

def takes_a_module(activation):
    return nn.Sequential(nn.Linear(4, 8), activation, nn.Linear(8, 1))

def takes_a_class(activation):
    return nn.Sequential(nn.Linear(4, 8), activation(), nn.Linear(8, 1))

def fixed():
    return nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
"""


def test_the_layout_whose_error_is_told_is_the_one_that_the_model_takes(tmp_path: Path) -> None:
    file = tmp_path / "nets.py"
    file.write_text(
        "from torch import nn\n"
        "def wrong(act): return nn.Sequential(nn.Conv2d(1, 4, 3), act(), nn.Flatten(), nn.Linear(144, 3))\n"
        "def broken(act): return nn.Sequential(nn.Linear(5, 8), act())\n"
    )

    def said(name: str) -> str:
        setup = Setup(candidates=("relu",), data="digits", model=f"{file}:{name}")
        with pytest.raises(BadValue) as caught:
            builder(setup, "relu")
        return str(caught.value)

    assert "the model returns a tensor [64, 3] where the data want [64, 10]" in said("wrong")
    assert "(64x64 and 5x8)" in said("broken")  # as rows of numbers, the natural layout


@pytest.mark.parametrize("name", ["relu", "prelu", "telu"])
def test_every_way_to_make_a_model(tmp_path: Path, name: str) -> None:
    file = tmp_path / "nets.py"
    file.write_text(FACTORIES)
    x = torch.randn(16, 4)
    found = [UserModel(f"{file}:{way}", candidate(name))(3) for way in ("takes_a_module", "takes_a_class", "fixed")]
    outputs = [model(x) for model in found]
    assert torch.equal(outputs[0], outputs[1]) and torch.equal(outputs[0], outputs[2])
    assert len({sum(p.numel() for p in model.parameters()) for model in found}) == 1
