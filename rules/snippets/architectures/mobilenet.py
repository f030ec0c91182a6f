"""A MobileNet: depthwise separable convolutions in inverted residuals."""

import torch
from torch import Tensor, nn

#: init


def pointwise(c_in: int, c_out: int) -> nn.Sequential:
    """1x1 convolution and norm: mixes the channels."""
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 1, bias=False),
        NORM_MAP(c_out),
    )


def depthwise(channels: int, stride: int) -> nn.Sequential:
    """3x3 convolution and norm: filters each channel on its own."""
    return nn.Sequential(
        nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False),
        NORM_MAP(channels),
    )


#: if gate == "hardsigmoid"
class SqueezeExcitation(nn.Module):
    """Scales each channel of x [B, C, H, W] by a factor in [0, 1]."""

    def __init__(self, channels: int, reduced: int) -> None:
        super().__init__()
        self.scale = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(channels, reduced, 1),
            nn.ReLU(),
            nn.Conv2d(reduced, channels, 1),
            nn.Hardsigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x * self.scale(x)


#: end
class InvertedResidual(nn.Module):
    """Expand, filter, project; the projection is linear: it keeps what it compresses."""

    def __init__(self, c_in: int, c_out: int, stride: int, expand: int = 4) -> None:
        super().__init__()
        wide = expand * c_in
        self.branch = nn.Sequential(
            pointwise(c_in, wide),
            ACT(),
            depthwise(wide, stride),
            ACT(),
            #: if gate == "hardsigmoid"
            SqueezeExcitation(wide, wide // 4),
            #: end
            pointwise(wide, c_out),
        )
        self.skip = stride == 1 and c_in == c_out

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.branch(x)
        return x + y if self.skip else y


class MobileNet(nn.Module):
    #: if layout == "vector"
    """Maps images [B, in_channels, H, W] to features [B, 4 * width]."""
    #: else
    """Maps images [B, in_channels, H, W] to features [B, 4 * width, H, W]."""
    #: end

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        #: if layout == "vector"
        stride = 2
        #: else
        stride = 1  # keeps the resolution
        #: end
        self.layers = nn.Sequential(
            nn.Conv2d(in_channels, width, 3, stride, padding=1, bias=False),
            NORM_MAP(width),
            ACT(),
            InvertedResidual(width, width, stride=1),
            InvertedResidual(width, 2 * width, stride),
            pointwise(2 * width, 4 * width),
            ACT(),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        #: if layout == "vector"
        return features.mean(dim=(2, 3))
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    in_channels = 3
    size = 16
    width = 16
    x = torch.randn(batch, in_channels, size, size)
    backbone = MobileNet(in_channels, width)
    feature_size = 4 * width
