"""A decoder-only transformer: rotary causal attention and a pre-norm residual stream."""

import torch
from torch import Tensor, nn

#: init


def rotate(x: Tensor) -> Tensor:
    """Rotary positions: turns the pairs of x [B, heads, T, size] by their position."""
    length, size = x.shape[-2:]
    steps = torch.arange(0, size, 2, device=x.device) / size
    angle = torch.arange(length, device=x.device)[:, None] * 10_000.0**-steps
    a, b = x.chunk(2, dim=-1)
    turned = (a * angle.cos() - b * angle.sin(), a * angle.sin() + b * angle.cos())
    return torch.cat(turned, dim=-1).type_as(x)


class CausalAttention(nn.Module):
    """Maps x [B, T, width] to [B, T, width]; the softmax inside stays a softmax."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        qkv = self.qkv(x).unflatten(-1, (3, self.heads, -1))
        q, k, v = qkv.transpose(1, 3).unbind(2)  # each [B, heads, T, size]
        mixed = nn.functional.scaled_dot_product_attention(
            rotate(q), rotate(k), v, is_causal=True
        )
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
        self.gate = nn.Linear(width, hidden, bias=False)
        #: else
        hidden = 4 * width
        #: end
        self.up = nn.Linear(width, hidden, bias=False)
        self.act = ACT()
        self.down = nn.Linear(hidden, width, bias=False)

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
        self.attention = CausalAttention(width, heads)
        self.feed_forward_norm = NORM_SEQUENCE(width)
        self.feed_forward = FeedForward(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attention(self.attention_norm(x))
        return x + self.feed_forward(self.feed_forward_norm(x))


class DecoderLM(nn.Module):
    #: if layout == "vector"
    """Maps token ids [B, T] to the features [B, width] of the last token."""
    #: else
    """Maps token ids [B, T] to features [B, T, width]; tie the head to `embedding`."""
    #: end

    def __init__(self, vocabulary: int, width: int, heads: int, depth: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(depth)])
        self.norm = NORM_SEQUENCE(width)
        self.apply(init_weights)

    def forward(self, tokens: Tensor) -> Tensor:
        features: Tensor = self.norm(self.blocks(self.embedding(tokens)))
        #: if layout == "vector"
        return features[:, -1]
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
    #: require width % (2 * heads) == 0
    x = torch.randint(vocabulary, (batch, length))
    backbone = DecoderLM(vocabulary, width, heads, depth)
    feature_size = width
