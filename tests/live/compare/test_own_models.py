"""Both ways to write a factory that takes the activation build the same model."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from activadvise.live.compare.candidates import candidate
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


@pytest.mark.parametrize("name", ["relu", "prelu", "telu"])
def test_every_way_to_make_a_model(tmp_path: Path, name: str) -> None:
    file = tmp_path / "nets.py"
    file.write_text(FACTORIES)
    x = torch.randn(16, 4)
    found = [UserModel(f"{file}:{way}", candidate(name))(3) for way in ("takes_a_module", "takes_a_class", "fixed")]
    outputs = [model(x) for model in found]
    assert torch.equal(outputs[0], outputs[1]) and torch.equal(outputs[0], outputs[2])
    assert len({sum(p.numel() for p in model.parameters()) for model in found}) == 1
