"""Squeeze-and-excitation: a sigmoid gate per channel, read off the whole map."""

import torch
from torch import Tensor, nn

#: init


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


class Block(nn.Module):
    """act(x + gate * branch(x)) for x [B, width, H, W]; no second gate on the skip."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            NORM_MAP(width),
            ACT(),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            NORM_MAP(width),
            SqueezeExcitation(width, width // 4),
        )
        self.activation = ACT()

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.activation(x + self.branch(x))
        return y


class SENet(nn.Module):
    #: if layout == "vector"
    """Maps images [B, in_channels, H, W] to features [B, width]."""
    #: else
    """Maps images [B, in_channels, H, W] to features [B, width, H, W]."""
    #: end

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(in_channels, width, 3, padding=1, bias=False),
            NORM_MAP(width),
            ACT(),
            Block(width),
            Block(width),
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
    width = 32
    #: if norm == "groupnorm"
    #: require width % 8 == 0
    #: end
    x = torch.randn(batch, in_channels, size, size)
    backbone = SENet(in_channels, width)
    feature_size = width
