"""A U-Net: the way up joins what the way down kept at the same resolution."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: init


def double_conv(c_in: int, c_out: int, stride: int = 1) -> nn.Sequential:
    """Twice 3x3 convolution, norm, activation: [B, c_in, H, W] -> [B, c_out, H', W']."""
    return nn.Sequential(
        #: if norm == "none"
        nn.Conv2d(c_in, c_out, 3, stride, padding=1),
        #: else
        nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False),
        NORM_MAP(c_out),
        #: end
        ACT(),
        #: if norm == "none"
        nn.Conv2d(c_out, c_out, 3, padding=1),
        #: else
        nn.Conv2d(c_out, c_out, 3, padding=1, bias=False),
        NORM_MAP(c_out),
        #: end
        ACT(),
    )


class Up(nn.Module):
    """Doubles the resolution of x and joins the skip: the result has c_out channels."""

    def __init__(self, c_in: int, c_skip: int, c_out: int) -> None:
        super().__init__()
        self.conv = double_conv(c_in + c_skip, c_out)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        x = F.interpolate(x, skip.shape[-2:], mode="bilinear", align_corners=False)
        y: Tensor = self.conv(torch.cat([x, skip], dim=1))
        return y


class UNet(nn.Module):
    """Maps images [B, in_channels, H, W] to features [B, width, H, W]."""

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.enter = double_conv(in_channels, width)
        #: if down == "stride"
        self.down1 = double_conv(width, 2 * width, stride=2)
        self.down2 = double_conv(2 * width, 4 * width, stride=2)
        #: else
        self.pool = nn.MaxPool2d(2)
        self.down1 = double_conv(width, 2 * width)
        self.down2 = double_conv(2 * width, 4 * width)
        #: end
        self.up1 = Up(4 * width, 2 * width, 2 * width)
        self.up2 = Up(2 * width, width, width)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        full = self.enter(x)
        #: if down == "stride"
        half = self.down1(full)
        quarter = self.down2(half)
        #: else
        half = self.down1(self.pool(full))
        quarter = self.down2(self.pool(half))
        #: end
        features: Tensor = self.up2(self.up1(quarter, half), full)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    size = 16
    width = 16
    #: require size % 4 == 0
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, size, size)
    backbone = UNet(in_channels, width)
    feature_size = width
