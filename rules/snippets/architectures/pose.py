"""A pose network: down to see the whole body, up to a heatmap at a quarter of the size."""

import torch
from torch import Tensor, nn

#: init


def conv_block(c_in: int, c_out: int, stride: int = 1) -> nn.Sequential:
    """3x3 convolution, norm, activation: [B, c_in, H, W] -> [B, c_out, H', W']."""
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False),
        NORM_MAP(c_out),
        ACT(),
    )


class Hourglass(nn.Module):
    """x + up(down(x)) for x [B, width, H, W]: context at half the resolution."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            conv_block(width, 2 * width, stride=2),
            conv_block(2 * width, 2 * width),
            nn.Upsample(scale_factor=2, mode="nearest"),
            conv_block(2 * width, width),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.branch(x)


class PoseNet(nn.Module):
    """Maps images [B, in_channels, H, W] to features [B, width, H / 4, W / 4]."""

    def __init__(self, in_channels: int, width: int, stacks: int) -> None:
        super().__init__()
        self.enter = nn.Sequential(
            conv_block(in_channels, width, stride=2),
            conv_block(width, width, stride=2),
        )
        self.stacks = nn.Sequential(*(Hourglass(width) for _ in range(stacks)))
        self.leave = conv_block(width, width)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.leave(self.stacks(self.enter(x)))
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    image_size = 32
    width = 32
    stacks = 2
    #: require image_size % 8 == 0
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, image_size, image_size)
    backbone = PoseNet(in_channels, width, stacks)
    feature_size = width
    size = image_size // 4
