"""Optical flow: one encoder for both frames, their local correlation, then refinement."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

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


def correlation(first: Tensor, second: Tensor, radius: int) -> Tensor:
    """Scalar products with the neighbors: two [B, C, H, W] -> [B, (2r + 1)², H, W]."""
    b, c, h, w = first.shape
    neighbors = F.unfold(second, 2 * radius + 1, padding=radius)
    neighbors = neighbors.view(b, c, -1, h, w)
    return (first.unsqueeze(2) * neighbors).sum(dim=1) / c**0.5


class FlowNet(nn.Module):
    """Maps frame pairs [B, 2, in_channels, H, W] to features [B, width, H, W]."""

    def __init__(self, in_channels: int, width: int, radius: int) -> None:
        super().__init__()
        self.radius = radius
        self.encoder = nn.Sequential(
            conv_block(in_channels, width, stride=2),
            conv_block(width, width),
            nn.Conv2d(width, width, 1),  # linear: the correlation needs signs
        )
        self.refine = nn.Sequential(
            conv_block((2 * radius + 1) ** 2 + width, width),
            conv_block(width, width),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        first = self.encoder(x[:, 0])
        second = self.encoder(x[:, 1])
        cost = correlation(first, second, self.radius)
        features = self.refine(torch.cat([cost, first], dim=1))
        return F.interpolate(
            features, x.shape[-2:], mode="bilinear", align_corners=False
        )


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    size = 16
    width = 32
    radius = 2
    #: require size % 2 == 0
    x = torch.randn(batch, 2, in_channels, size, size)
    backbone = FlowNet(in_channels, width, radius)
    feature_size = width
