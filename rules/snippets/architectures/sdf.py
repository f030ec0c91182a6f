"""The network of a signed distance field (IGR) without its last layer.

The init is geometric: with the head of the task the field starts as a sphere.
"""

import math

import torch
from torch import Tensor, nn


class Field(nn.Module):
    """Points x [N, 3] -> features [N, hidden] whose norm grows like that of x."""

    def __init__(self, hidden: int, depth: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for index in range(depth):
            linear = nn.Linear(3 if index == 0 else hidden, hidden)
            nn.init.normal_(linear.weight, std=math.sqrt(2 / hidden))
            nn.init.zeros_(linear.bias)
            layers.append(linear)
            #: if activation == "softplus"
            layers.append(nn.Softplus(beta=100))
            #: else
            layers.append(ACT())
            #: end
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    points = 128
    hidden = 64
    depth = 4
    batch = 1
    x = 2 * torch.rand(points, 3) - 1
    backbone = Field(hidden, depth)
    feature_size = hidden
