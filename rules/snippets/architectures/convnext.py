"""A ConvNeXt: one norm and one activation per block, in the channel mixing part."""

import torch
from torch import Tensor, nn

#: init


class Block(nn.Module):
    """x + scale * mix(depthwise(x)) for x [B, width, H, W]."""

    def __init__(self, width: int, layer_scale: float = 1e-6) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(width, width, 7, padding=3, groups=width)
        self.mix = nn.Sequential(  # channels last
            NORM_SEQUENCE(width),
            nn.Linear(width, 4 * width),
            ACT(),
            nn.Linear(4 * width, width),
        )
        self.scale = nn.Parameter(layer_scale * torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        y = self.mix(self.depthwise(x).permute(0, 2, 3, 1))
        return x + (self.scale * y).permute(0, 3, 1, 2)


class Patches(nn.Module):
    """Splits [B, c_in, H, W] into patches: [B, c_out, H / patch, W / patch]."""

    def __init__(self, c_in: int, c_out: int, patch: int) -> None:
        super().__init__()
        self.project = nn.Conv2d(c_in, c_out, patch, stride=patch)
        self.norm = NORM_SEQUENCE(c_out)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.norm(self.project(x).permute(0, 2, 3, 1))
        return y.permute(0, 3, 1, 2)


class ConvNeXt(nn.Module):
    #: if layout == "vector"
    """Maps images [B, in_channels, H, W] to features [B, 2 * width]."""
    #: else
    """Maps images [B, in_channels, H, W] to features [B, 2 * width, H, W]."""
    #: end

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        #: if layout == "vector"
        patch = 2
        #: else
        patch = 1  # keeps the resolution
        #: end
        self.layers = nn.Sequential(
            Patches(in_channels, width, patch),
            Block(width),
            Patches(width, 2 * width, patch),
            Block(2 * width),
        )
        self.norm = NORM_SEQUENCE(2 * width)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features = self.layers(x).permute(0, 2, 3, 1)
        #: if layout == "vector"
        pooled: Tensor = self.norm(features.mean(dim=(1, 2)))
        return pooled
        #: else
        normed: Tensor = self.norm(features)
        return normed.permute(0, 3, 1, 2)
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    in_channels = 3
    size = 16
    width = 32
    x = torch.randn(batch, in_channels, size, size)
    backbone = ConvNeXt(in_channels, width)
    feature_size = 2 * width
