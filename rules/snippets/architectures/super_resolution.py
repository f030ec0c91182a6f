"""Residual blocks without a norm; the task's head shuffles channels into pixels."""

import torch
from torch import Tensor, nn

#: init


class Block(nn.Module):
    """x + 0.1 branch(x) for x [B, width, H, W]: the factor stands in for a norm."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1),
            ACT(),
            nn.Conv2d(width, width, 3, padding=1),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + 0.1 * self.branch(x)


class ResidualSR(nn.Module):
    """Maps images [B, in_channels, H, W] to features [B, width, H, W]."""

    def __init__(self, in_channels: int, width: int, depth: int) -> None:
        super().__init__()
        self.enter = nn.Conv2d(in_channels, width, 3, padding=1)
        self.body = nn.Sequential(
            *(Block(width) for _ in range(depth)),
            nn.Conv2d(width, width, 3, padding=1),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        shallow: Tensor = self.enter(x)
        return shallow + self.body(shallow)


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    size = 16
    width = 32
    depth = 4
    x = torch.rand(batch, in_channels, size, size)
    backbone = ResidualSR(in_channels, width, depth)
    feature_size = width
