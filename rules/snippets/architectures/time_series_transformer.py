"""A transformer over patches of a series (PatchTST), every channel on its own.

Layout "sequence" gives features per patch, "vector" their mean.
"""

import torch
from torch import Tensor, nn

#: init


class FeedForward(nn.Module):
    #: if gated
    """down(act(gate x) * up x); 2/3 of the width pays for the third matrix."""
    #: else
    """down(act(up x)), four times as wide inside."""
    #: end

    def __init__(self, hidden: int) -> None:
        super().__init__()
        #: if gated
        inner = 8 * hidden // 3
        self.gate = nn.Linear(hidden, inner)
        #: else
        inner = 4 * hidden
        #: end
        self.up = nn.Linear(hidden, inner)
        self.act = ACT()
        self.down = nn.Linear(inner, hidden)

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x))
        #: else
        out: Tensor = self.down(self.act(self.up(x)))
        #: end
        return out


class Block(nn.Module):
    """Attention between patches and feed-forward, norm first: [B, T, C] -> same."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_1 = NORM_SEQUENCE(hidden)
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm_2 = NORM_SEQUENCE(hidden)
        self.feed = FeedForward(hidden)

    def forward(self, x: Tensor) -> Tensor:
        split = self.qkv(self.norm_1(x)).unflatten(-1, (3, self.heads, -1))
        q, k, v = split.movedim(2, 0).transpose(2, 3)
        mixed = nn.functional.scaled_dot_product_attention(q, k, v)
        x = x + self.out(mixed.transpose(1, 2).flatten(2))
        out: Tensor = x + self.feed(self.norm_2(x))
        return out


class PatchTransformer(nn.Module):
    #: if layout == "sequence"
    """Windows x [B, window, channels] -> features of the patches [B, length, hidden]."""
    #: else
    """Windows x [B, window, channels] -> features [B, hidden]."""
    #: end

    def __init__(
        self,
        channels: int,
        length: int,
        patch: int,
        hidden: int,
        depth: int,
        heads: int,
    ) -> None:
        super().__init__()
        self.patch = patch
        self.embed = nn.Linear(patch, hidden)
        self.blocks = nn.Sequential(*(Block(hidden, heads) for _ in range(depth)))
        self.norm = NORM_SEQUENCE(hidden)
        self.join = nn.Linear(channels * hidden, hidden)
        self.apply(init_weights)
        self.position = nn.Parameter(0.02 * torch.randn(length, hidden))

    def forward(self, x: Tensor) -> Tensor:
        # each channel becomes a row of patches of its own: [B * channels, T, patch]
        patches = x.transpose(1, 2).unflatten(2, (-1, self.patch)).flatten(0, 1)
        tokens = self.norm(self.blocks(self.embed(patches) + self.position))
        apart = tokens.unflatten(0, (len(x), -1)).transpose(1, 2).flatten(2)
        features: Tensor = self.join(apart)
        #: if layout == "sequence"
        return features
        #: else
        return features.mean(dim=1)
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    length = 6
    patch = 8
    channels = 2
    hidden = 32
    depth = 2
    heads = 4
    #: require hidden % heads == 0
    x = torch.randn(batch, length * patch, channels)
    backbone = PatchTransformer(channels, length, patch, hidden, depth, heads)
    feature_size = hidden
