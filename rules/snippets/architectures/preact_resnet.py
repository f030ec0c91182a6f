"""A pre-activation residual network: norm and activation before each convolution."""

import torch
from torch import Tensor, nn

#: init


class Block(nn.Module):
    """shortcut(x) + branch(x); nothing stands on the identity path after the addition."""

    def __init__(self, c_in: int, c_out: int, stride: int) -> None:
        super().__init__()
        self.preactivation = nn.Sequential(NORM_MAP(c_in), ACT())
        self.branch = nn.Sequential(
            nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False),
            NORM_MAP(c_out),
            ACT(),
            nn.Conv2d(c_out, c_out, 3, padding=1, bias=False),
        )
        self.projection: nn.Module | None = None
        if stride != 1 or c_in != c_out:
            self.projection = nn.Conv2d(c_in, c_out, 1, stride, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        y = self.preactivation(x)
        shortcut: Tensor = x if self.projection is None else self.projection(y)
        return shortcut + self.branch(y)


class PreActResNet(nn.Module):
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
            nn.Conv2d(in_channels, width, 3, padding=1, bias=False),
            Block(width, width, stride=1),
            Block(width, 2 * width, stride),
            Block(2 * width, 4 * width, stride),
            NORM_MAP(4 * width),
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
    backbone = PreActResNet(in_channels, width)
    feature_size = 4 * width
