"""A DeepLab-style segmenter: dilated context at a quarter of the size, then back up."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: init


def conv_block(
    c_in: int, c_out: int, kernel: int = 3, stride: int = 1, dilation: int = 1
) -> nn.Sequential:
    """Convolution, norm, activation: [B, c_in, H, W] -> [B, c_out, H', W']."""
    padding = dilation * (kernel // 2)
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, kernel, stride, padding, dilation, bias=False),
        NORM_MAP(c_out),
        ACT(),
    )


class Context(nn.Module):
    """Looks at x [B, C, H, W] through several dilations at once (ASPP)."""

    def __init__(self, channels: int, rates: tuple[int, ...]) -> None:
        super().__init__()
        self.near = conv_block(channels, channels, kernel=1)
        self.far = nn.ModuleList(
            conv_block(channels, channels, dilation=rate) for rate in rates
        )
        self.join = conv_block((1 + len(rates)) * channels, channels, kernel=1)

    def forward(self, x: Tensor) -> Tensor:
        views = [self.near(x), *(look(x) for look in self.far)]
        y: Tensor = self.join(torch.cat(views, dim=1))
        return y


class Segmenter(nn.Module):
    """Maps images [B, in_channels, H, W] to features [B, width, H, W]."""

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.enter = conv_block(in_channels, width, stride=2)
        self.context = nn.Sequential(
            conv_block(width, 2 * width, stride=2),
            conv_block(2 * width, 2 * width),
            Context(2 * width, rates=(2, 4)),
        )
        self.refine = conv_block(3 * width, width)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        fine = self.enter(x)
        wide = F.interpolate(
            self.context(fine), fine.shape[-2:], mode="bilinear", align_corners=False
        )
        features = self.refine(torch.cat([fine, wide], dim=1))
        return F.interpolate(
            features, x.shape[-2:], mode="bilinear", align_corners=False
        )


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    size = 32
    width = 16
    #: require size % 4 == 0
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, size, size)
    backbone = Segmenter(in_channels, width)
    feature_size = width
