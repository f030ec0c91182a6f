"""A detector's body: a small backbone, a feature pyramid, a tower for the heads."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: init


def conv_block(c_in: int, c_out: int, stride: int = 1) -> nn.Sequential:
    """3x3 convolution, norm, activation: [B, c_in, H, W] -> [B, c_out, H', W']."""
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False),
        NORM_MAP(c_out),
        ACT(),
    )


class Detector(nn.Module):
    """Maps images [B, in_channels, H, W] to features [B, width, H / 4, W / 4]."""

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.stride4 = nn.Sequential(
            conv_block(in_channels, width, stride=2),
            conv_block(width, width, stride=2),
        )
        self.stride8 = conv_block(width, 2 * width, stride=2)
        self.lateral4 = nn.Conv2d(width, width, 1)  # linear, as in every FPN
        self.lateral8 = nn.Conv2d(2 * width, width, 1)
        self.tower = nn.Sequential(
            conv_block(width, width),
            conv_block(width, width),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        fine = self.stride4(x)
        coarse = self.lateral8(self.stride8(fine))
        pyramid = self.lateral4(fine) + F.interpolate(coarse, fine.shape[-2:])
        features: Tensor = self.tower(pyramid)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    image_size = 32
    width = 32
    #: require image_size % 8 == 0
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, image_size, image_size)
    backbone = Detector(in_channels, width)
    feature_size = width
    size = image_size // 4
