"""A plain convolutional network: convolution, norm, activation."""

import torch
from torch import Tensor, nn

#: init


def conv_block(c_in: int, c_out: int, stride: int) -> nn.Sequential:
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


class ConvNet(nn.Module):
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
            conv_block(in_channels, width, stride=1),
            conv_block(width, 2 * width, stride),
            conv_block(2 * width, 4 * width, stride),
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
    backbone = ConvNet(in_channels, width)
    feature_size = 4 * width
