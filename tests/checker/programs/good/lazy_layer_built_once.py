# expect: none
# why: Layers are built in __init__ helpers, not in forward.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.blocks = self._make(n)
        self.out = nn.Linear(6, 2)

    @staticmethod
    def _make(n):
        return nn.Sequential(*[nn.Sequential(nn.Linear(6, 6), nn.GELU()) for _ in range(n)])

    def forward(self, x):
        return self.out(self.blocks(x))


nn.CrossEntropyLoss()(Net(3)(torch.randn(2, 6)), torch.tensor([0, 1])).backward()
