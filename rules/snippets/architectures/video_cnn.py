"""A video network, R(2+1)D: each block filters in space, then in time."""

import torch
from torch import Tensor, nn

#: init


def conv_block(c_in: int, c_out: int, stride: int = 1) -> nn.Sequential:
    """Space, then time: [B, c_in, T, H, W] -> [B, c_out, T / stride, H', W']."""
    space = (1, stride, stride)
    time = (stride, 1, 1)
    return nn.Sequential(
        nn.Conv3d(c_in, c_out, (1, 3, 3), space, padding=(0, 1, 1), bias=False),
        #: if norm == "groupnorm"
        nn.GroupNorm(8, c_out),
        #: elif norm == "batchnorm"
        nn.BatchNorm3d(c_out),
        #: end
        ACT(),
        nn.Conv3d(c_out, c_out, (3, 1, 1), time, padding=(1, 0, 0), bias=False),
        #: if norm == "groupnorm"
        nn.GroupNorm(8, c_out),
        #: elif norm == "batchnorm"
        nn.BatchNorm3d(c_out),
        #: end
        ACT(),
    )


class Block(nn.Module):
    """x + branch(x) for x [B, width, T, H, W]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.branch = conv_block(width, width)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.branch(x)


class VideoNet(nn.Module):
    """Maps clips [B, in_channels, T, H, W] to features [B, 2 * width]."""

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            conv_block(in_channels, width),
            Block(width),
            conv_block(width, 2 * width, stride=2),
            Block(2 * width),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        return features.mean(dim=(2, 3, 4))


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    frames = 8
    size = 16
    width = 16
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, frames, size, size)
    backbone = VideoNet(in_channels, width)
    feature_size = 2 * width
