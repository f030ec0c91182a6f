# expect: ACT116@17

import torch
import torch.nn.functional as F
from torch import nn


class SetAttention(nn.Module):
    """Weighs the items of a set, then sums them."""

    def __init__(self, d=24):
        super().__init__()
        self.score = nn.Sequential(nn.Linear(d, d), nn.Tanh(), nn.Linear(d, 1))
        self.value = nn.Linear(d, d)

    def forward(self, items):  # (batch, items, d)
        weights = F.softmax(self.score(items), dim=-1)
        return (weights * self.value(items)).sum(dim=1)


model = nn.ModuleDict({"pool": SetAttention(), "head": nn.Sequential(nn.ReLU(), nn.Linear(24, 3))})
items, label = torch.randn(5, 7, 24), torch.randint(0, 3, (5,))
loss = F.cross_entropy(model["head"](model["pool"](items)), label)
loss.backward()
