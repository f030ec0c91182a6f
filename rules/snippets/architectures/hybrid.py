"""Convolutions see the neighborhood first, then attention sees the whole image."""

import torch
from torch import Tensor, nn

#: init


class InvertedResidual(nn.Module):
    """x + project(filter(expand(x))) for x [B, width, H, W]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        wide = 4 * width
        self.branch = nn.Sequential(
            nn.Conv2d(width, wide, 1, bias=False),
            NORM_MAP(wide),
            ACT(),
            nn.Conv2d(wide, wide, 3, padding=1, groups=wide, bias=False),
            NORM_MAP(wide),
            ACT(),
            nn.Conv2d(wide, width, 1, bias=False),
            NORM_MAP(width),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.branch(x)


class TransformerBlock(nn.Module):
    """x + attention(norm(x)), then x + feed_forward(norm(x)) for x [B, T, width]."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.norm2 = nn.LayerNorm(width)
        self.feed_forward = nn.Sequential(
            nn.Linear(width, 4 * width),
            ACT(),
            nn.Linear(4 * width, width),
        )

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        return x + self.feed_forward(self.norm2(x))


class HybridNet(nn.Module):
    #: if layout == "vector"
    """Maps images [B, in_channels, H, W] to features [B, width]."""
    #: else
    """Maps images [B, in_channels, H, W] to features [B, H / 4 * W / 4, width]."""
    #: end

    def __init__(self, in_channels: int, width: int, heads: int) -> None:
        super().__init__()
        self.convolutions = nn.Sequential(
            nn.Conv2d(in_channels, width // 2, 3, stride=2, padding=1, bias=False),
            NORM_MAP(width // 2),
            ACT(),
            nn.Conv2d(width // 2, width, 3, stride=2, padding=1, bias=False),
            NORM_MAP(width),
            InvertedResidual(width),
        )
        self.attention = TransformerBlock(width, heads)
        self.norm = nn.LayerNorm(width)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.convolutions(x).flatten(2).transpose(1, 2)
        features: Tensor = self.norm(self.attention(tokens))
        #: if layout == "vector"
        return features.mean(dim=1)
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    in_channels = 3
    image_size = 16
    width = 32
    heads = 4
    #: require image_size % 4 == 0
    #: require width % heads == 0
    x = torch.randn(batch, in_channels, image_size, image_size)
    backbone = HybridNet(in_channels, width, heads)
    feature_size = width
    #: if layout == "sequence"
    length = (image_size // 4) ** 2
    #: end
