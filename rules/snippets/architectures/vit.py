"""A vision transformer: pre-norm blocks, the activation in the feed-forward part."""

import torch
from torch import Tensor, nn

#: init


class FeedForward(nn.Module):
    #: if gated
    """down(act(gate(x)) * up(x)); two thirds of the width pay for the third matrix."""
    #: else
    """down(act(up(x))), four times as wide inside."""
    #: end

    def __init__(self, width: int) -> None:
        super().__init__()
        #: if gated
        hidden = 8 * width // 3
        self.gate = nn.Linear(width, hidden)
        #: else
        hidden = 4 * width
        #: end
        self.up = nn.Linear(width, hidden)
        self.act = ACT()
        self.down = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x))
        #: else
        out: Tensor = self.down(self.act(self.up(x)))
        #: end
        return out


class Block(nn.Module):
    """x + attention(norm(x)), then x + feed_forward(norm(x)) for x [B, T, width]."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1 = NORM_SEQUENCE(width)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.norm2 = NORM_SEQUENCE(width)
        self.feed_forward = FeedForward(width)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        return x + self.feed_forward(self.norm2(x))


class ViT(nn.Module):
    #: if layout == "vector"
    """Maps images [B, in_channels, size, size] to features [B, width]."""
    #: else
    """Maps images [B, in_channels, size, size] to one feature per patch [B, T, width]."""
    #: end

    def __init__(
        self,
        in_channels: int,
        image_size: int,
        patch: int,
        width: int,
        heads: int,
        depth: int,
    ) -> None:
        super().__init__()
        tokens = (image_size // patch) ** 2
        self.patches = nn.Conv2d(in_channels, width, patch, stride=patch)
        self.position = nn.Parameter(0.02 * torch.randn(tokens, width))
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(depth)))
        self.norm = NORM_SEQUENCE(width)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.patches(x).flatten(2).transpose(1, 2) + self.position
        features: Tensor = self.norm(self.blocks(tokens))
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
    patch = 4
    width = 48
    heads = 4
    depth = 2
    #: require image_size % patch == 0
    #: require width % heads == 0
    x = torch.randn(batch, in_channels, image_size, image_size)
    backbone = ViT(in_channels, image_size, patch, width, heads, depth)
    feature_size = width
    #: if layout == "sequence"
    length = (image_size // patch) ** 2
    #: end
