# expect: none
# why: Every layer of the loop is followed by its activation, and the last by none.
import torch
from torch import nn


class Mlp(nn.Module):
    def __init__(self, depth, width):
        super().__init__()
        self.inner = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])
        self.out = nn.Linear(width, 2)

    def forward(self, x):
        for layer in self.inner:
            x = torch.tanh(layer(x))
        return self.out(x)


nn.MSELoss()(Mlp(3, 8)(torch.randn(5, 8)), torch.randn(5, 2)).backward()
