# expect: none
# why: With one layer, as it is used, no activation is missing.
import torch
from torch import nn


class Projection(nn.Module):
    def __init__(self, size, count=1, use_activation=False):
        super().__init__()
        self.layers = nn.Sequential()
        for i in range(count):
            self.layers.add_module(f"{i}fc", nn.Linear(size, size))
            if use_activation and i < count - 1:
                self.layers.add_module(f"{i}act", nn.LeakyReLU(0.2))

    def forward(self, x):
        return self.layers(x)


def build(depth):
    return Projection(8, depth)


build(1)(torch.randn(2, 8)).sum().backward()
