# expect: none
# why: The default is a class, but every caller gives an object, so the call in forward normalizes.
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, size, normalization=nn.LayerNorm, activation=nn.ReLU):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(size, size), nn.Linear(size, size)
        self.normalization = normalization
        self.activation = activation

    def forward(self, x):
        x = x + self.linear2(self.activation(self.linear1(x)))
        return self.normalization(x)


def build(size):
    return Block(size, normalization=nn.LayerNorm(size), activation=nn.ReLU())


build(6)(torch.randn(3, 6)).sum().backward()
