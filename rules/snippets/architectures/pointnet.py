"""A network on point clouds (PointNet): the same layers on every point, then the maximum.

The order of the points does not matter, nor does their number.
"""

import torch
from torch import Tensor, nn

#: init


class PointNet(nn.Module):
    """Maps points x [B, N, dim] to features [B, hidden] of the whole cloud."""

    def __init__(self, dim: int, hidden: int, depth: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for index in range(depth):
            size = dim if index == 0 else hidden
            #: if norm == "none"
            layers.append(nn.Conv1d(size, hidden, kernel_size=1))
            #: else
            layers.append(nn.Conv1d(size, hidden, kernel_size=1, bias=False))
            layers.append(NORM_SIGNAL(hidden))
            #: end
            layers.append(ACT())
        self.layers = nn.Sequential(*layers)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x.transpose(1, 2)).amax(dim=2)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    points = 64
    dim = 3
    hidden = 64
    depth = 3
    x = 2 * torch.rand(batch, points, dim) - 1
    backbone = PointNet(dim, hidden, depth)
    feature_size = hidden
