"""A text line reader: convolutions squeeze the height, attention reads the columns."""

import torch
from torch import Tensor, nn

#: init


def conv_block(c_in: int, c_out: int, stride: int | tuple[int, int]) -> nn.Sequential:
    """3x3 convolution, norm, activation: [B, c_in, H, W] -> [B, c_out, H', W']."""
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False),
        NORM_MAP(c_out),
        ACT(),
    )


class Block(nn.Module):
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


class LineReader(nn.Module):
    """Maps text lines [B, in_channels, H, W] to features [B, W / 4, width]."""

    def __init__(
        self, in_channels: int, columns: int, width: int, heads: int, depth: int
    ) -> None:
        super().__init__()
        self.convolutions = nn.Sequential(
            conv_block(in_channels, width // 2, stride=2),
            conv_block(width // 2, width, stride=2),
            conv_block(width, width, stride=(2, 1)),  # only the height
        )
        self.position = nn.Parameter(0.02 * torch.randn(columns, width))
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        columns = self.convolutions(x).mean(dim=2).transpose(1, 2)
        features: Tensor = self.norm(self.blocks(columns + self.position))
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 1
    image_height = 32
    image_width = 64
    width = 32
    heads = 4
    depth = 2
    #: require image_height % 8 == 0
    #: require image_width % 4 == 0
    #: require width % heads == 0
    x = torch.randn(batch, in_channels, image_height, image_width)
    length = image_width // 4
    backbone = LineReader(in_channels, length, width, heads, depth)
    feature_size = width
