"""A dense prediction transformer: a ViT encoder, then convolutions back to pixels."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: init


class Block(nn.Module):
    """x + attention(norm(x)), then x + feed_forward(norm(x)) for x [B, T, width]."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1 = NORM_SEQUENCE(width)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.norm2 = NORM_SEQUENCE(width)
        self.feed_forward = nn.Sequential(
            nn.Linear(width, 4 * width),
            ACT(),
            nn.Linear(4 * width, width),
        )

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        return x + self.feed_forward(self.norm2(x))


class Fusion(nn.Module):
    """Residual convolution unit of the decoder: x + branch(x); ReLU comes first."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.branch(x)


class DensePredictor(nn.Module):
    """Maps images [B, in_channels, size, size] to features [B, width, size, size]."""

    def __init__(
        self, in_channels: int, size: int, patch: int, width: int, heads: int
    ) -> None:
        super().__init__()
        self.grid = size // patch
        self.patches = nn.Conv2d(in_channels, width, patch, stride=patch)
        self.position = nn.Parameter(0.02 * torch.randn(self.grid**2, width))
        self.early = Block(width, heads)
        self.late = Block(width, heads)
        self.fuse_late = Fusion(width)
        self.fuse_early = Fusion(width)
        self.apply(init_weights)

    def to_map(self, tokens: Tensor) -> Tensor:
        """[B, T, width] -> [B, width, grid, grid]."""
        return tokens.transpose(1, 2).unflatten(2, (self.grid, self.grid))

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.patches(x).flatten(2).transpose(1, 2) + self.position
        early = self.early(tokens)
        late = self.late(early)
        features: Tensor = self.fuse_late(self.to_map(late))
        features = self.fuse_early(features + self.to_map(early))
        return F.interpolate(
            features, x.shape[-2:], mode="bilinear", align_corners=False
        )


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    size = 32
    patch = 4
    width = 32
    heads = 4
    #: require size % patch == 0
    #: require width % heads == 0
    x = torch.randn(batch, in_channels, size, size)
    backbone = DensePredictor(in_channels, size, patch, width, heads)
    feature_size = width
