"""Local features: convolutions that describe an image patch, or every pixel."""

import torch
from torch import Tensor, nn

#: init


def conv_block(c_in: int, c_out: int, stride: int = 1) -> nn.Sequential:
    """3x3 convolution, norm, activation: [B, c_in, H, W] -> [B, c_out, H', W']."""
    return nn.Sequential(
        #: if norm == "none"
        nn.Conv2d(c_in, c_out, 3, stride, padding=1),
        #: else
        nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False),
        NORM_MAP(c_out),
        #: end
        ACT(),
    )


class LocalFeatures(nn.Module):
    #: if layout == "vector"
    """Maps patches [B, in_channels, size, size] to features [B, 4 * width]."""
    #: else
    """Maps images [B, in_channels, H, W] to features [B, 4 * width, H / 4, W / 4]."""
    #: end

    def __init__(self, in_channels: int, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            conv_block(in_channels, width),
            conv_block(width, 2 * width, stride=2),
            conv_block(2 * width, 2 * width),
            conv_block(2 * width, 4 * width, stride=2),
            nn.Conv2d(4 * width, 4 * width, 1),  # linear: a descriptor has signs
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
    in_channels = 1
    image_size = 32
    width = 16
    #: require image_size % 4 == 0
    x = torch.randn(batch, in_channels, image_size, image_size)
    backbone = LocalFeatures(in_channels, width)
    feature_size = 4 * width
    #: if layout == "map"
    size = image_size // 4
    #: end
