# expect: ACT301@20

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn import init


class ImplicitNet(nn.Module):
    def __init__(self, d=3, width=32, layers=3):
        super().__init__()
        dims = [d] + [width] * layers + [1]
        self.linears = nn.ModuleList([nn.Linear(a, b) for a, b in zip(dims[:-1], dims[1:])])
        self.apply(self._init)

    @staticmethod
    def _init(module):
        if isinstance(module, nn.Linear):
            gain = init.calculate_gain("relu")
            init.kaiming_uniform_(module.weight, gain)
            init.zeros_(module.bias)

    def forward(self, p):
        for layer in self.linears[:-1]:
            p = F.relu(layer(p))
        return self.linears[-1](p)


sdf = ImplicitNet()
points = torch.randn(10, 3)
loss = (sdf(points).squeeze(-1) - (points.norm(dim=-1) - 1)).abs().mean()
loss.backward()
