"""A bidirectional transformer encoder with learned positions and a padding mask."""

import torch
from torch import Tensor, nn

#: init


class Attention(nn.Module):
    """Maps x [B, T, width] to [B, T, width]; `mask` [B, 1, 1, T] is True for tokens."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        qkv = self.qkv(x).unflatten(-1, (3, self.heads, -1))
        q, k, v = qkv.transpose(1, 3).unbind(2)  # each [B, heads, T, size]
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        out: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return out


class FeedForward(nn.Module):
    #: if gated
    """down(act(gate x) * up x); 2/3 of the width pays for the third matrix."""
    #: else
    """down(act(up x)), four times as wide inside."""
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
        #: if activation == "gated_tanh"
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x).sigmoid())
        #: else
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x))
        #: end
        #: else
        out: Tensor = self.down(self.act(self.up(x)))
        #: end
        return out


class Block(nn.Module):
    """Pre-norm: each branch reads a normalized copy, the stream itself stays free."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attention_norm = NORM_SEQUENCE(width)
        self.attention = Attention(width, heads)
        self.feed_forward_norm = NORM_SEQUENCE(width)
        self.feed_forward = FeedForward(width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x + self.attention(self.attention_norm(x), mask)
        return x + self.feed_forward(self.feed_forward_norm(x))


class TextEncoder(nn.Module):
    #: if layout == "vector"
    """Maps token ids [B, T] (0 is padding) to the mean of the features [B, width]."""
    #: else
    """Maps token ids [B, T] (0 is padding) to features [B, T, width]."""
    #: end

    def __init__(
        self, vocabulary: int, max_length: int, width: int, heads: int, depth: int
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(max_length, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = NORM_SEQUENCE(width)
        self.apply(init_weights)

    def forward(self, tokens: Tensor) -> Tensor:
        mask = tokens != 0
        index = torch.arange(tokens.shape[1], device=tokens.device)
        x = self.embedding(tokens) + self.positions(index)
        for block in self.blocks:
            x = block(x, mask[:, None, None, :])
        features: Tensor = self.norm(x)
        #: if layout == "vector"
        weights = mask[..., None].to(features.dtype)
        return (features * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1)
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    length = 16
    vocabulary = 64
    width = 48
    heads = 4
    depth = 2
    #: require width % heads == 0
    x = torch.randint(1, vocabulary, (batch, length))
    backbone = TextEncoder(vocabulary, length, width, heads, depth)
    feature_size = width
