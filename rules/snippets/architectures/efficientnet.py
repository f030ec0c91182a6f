"""An EfficientNet-style network: inverted residuals (MBConv)."""

import torch
from torch import Tensor, nn

#: init


def conv_norm(
    c_in: int, c_out: int, kernel: int, stride: int = 1, groups: int = 1
) -> nn.Sequential:
    """Convolution and norm, without an activation."""
    padding = kernel // 2
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, kernel, stride, padding, groups=groups, bias=False),
        NORM_MAP(c_out),
    )


#: if se != "none"
class SqueezeExcitation(nn.Module):
    """Scales each channel of x [B, C, H, W] by a factor in (0, 1)."""

    def __init__(self, channels: int, reduced: int) -> None:
        super().__init__()
        self.scale = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(channels, reduced, 1),
            ACT(),
            nn.Conv2d(reduced, channels, 1),
            nn.Sigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x * self.scale(x)


#: end
class MBConv(nn.Module):
    """Expand, filter each channel, project: the narrow ends carry no activation."""

    def __init__(self, c_in: int, c_out: int, stride: int, expand: int = 4) -> None:
        super().__init__()
        wide = expand * c_in
        self.branch = nn.Sequential(
            conv_norm(c_in, wide, 1),
            ACT(),
            conv_norm(wide, wide, 3, stride, groups=wide),
            ACT(),
            #: if se != "none"
            SqueezeExcitation(wide, wide // 4),
            #: end
            conv_norm(wide, c_out, 1),
        )
        self.skip = stride == 1 and c_in == c_out

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.branch(x)
        return x + y if self.skip else y


class EfficientNet(nn.Module):
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
            conv_norm(in_channels, width, 3, stride),
            ACT(),
            MBConv(width, width, stride=1),
            MBConv(width, 2 * width, stride),
            conv_norm(2 * width, 4 * width, 1),
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
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, size, size)
    backbone = EfficientNet(in_channels, width)
    feature_size = 4 * width
