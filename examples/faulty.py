"""A network with a dead layer: `activadvise inspect examples/faulty.py:make_model --input 256,32`."""

from __future__ import annotations

import torch
from torch import nn


def make_model() -> nn.Module:
    """The bias of the second layer keeps every unit behind it silent."""
    torch.manual_seed(0)
    hidden = nn.Linear(64, 64)
    with torch.no_grad():
        hidden.bias.sub_(3.0)
    return nn.Sequential(nn.Linear(32, 64), nn.ReLU(), hidden, nn.ReLU(), nn.Linear(64, 10))
