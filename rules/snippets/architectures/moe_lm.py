"""A mixture-of-experts decoder: each token visits the best few of many experts."""

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


class MixtureOfExperts(nn.Module):
    """Maps x [B, T, width] to [B, T, width] through `top_k` experts per token.

    `balance` steers the choice only: it rises for experts that get too few tokens, so no
    expert starves and no extra loss bends the gradients.
    """

    balance: Tensor

    def __init__(self, width: int, experts: int, top_k: int) -> None:
        super().__init__()
        self.top_k = top_k
        self.router = nn.Linear(width, experts, bias=False)
        self.experts = nn.ModuleList(FeedForward(width) for _ in range(experts))
        self.register_buffer("balance", torch.zeros(experts))

    def forward(self, x: Tensor) -> Tensor:
        tokens = x.flatten(0, 1)
        scores = self.router(tokens).softmax(dim=-1)
        chosen = (scores + self.balance).topk(self.top_k, dim=-1).indices
        weights = scores.gather(-1, chosen)
        weights = weights / weights.sum(dim=-1, keepdim=True)
        out = torch.zeros_like(tokens)
        for index, expert in enumerate(self.experts):
            row, slot = (chosen == index).nonzero(as_tuple=True)
            out = out.index_add(0, row, weights[row, slot, None] * expert(tokens[row]))
        if self.training:
            load = chosen.flatten().bincount(minlength=len(self.experts)).float()
            self.balance += 0.001 * (load.mean() - load).sign()
        return out.view_as(x)


class Block(nn.Module):
    """Pre-norm: each branch reads a normalized copy, the stream itself stays free."""

    def __init__(self, width: int, heads: int, experts: int) -> None:
        super().__init__()
        self.attention_norm = NORM_SEQUENCE(width)
        self.attention = CausalAttention(width, heads)
        self.experts_norm = NORM_SEQUENCE(width)
        self.experts = MixtureOfExperts(width, experts, top_k=2)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attention(self.attention_norm(x))
        return x + self.experts(self.experts_norm(x))


class MoELM(nn.Module):
    #: if layout == "vector"
    """Maps token ids [B, T] to the features [B, width] of the last token."""
    #: else
    """Maps token ids [B, T] to features [B, T, width]; tie the head to `embedding`."""
    #: end

    def __init__(
        self, vocabulary: int, width: int, heads: int, depth: int, experts: int
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.Sequential(
            *[Block(width, heads, experts) for _ in range(depth)]
        )
        self.norm = NORM_SEQUENCE(width)
        self.apply(init_weights)
        for name, weight in self.named_parameters():
            if name.endswith(("out.weight", "down.weight")):
                # two branches a layer end here, however many experts share the second
                nn.init.normal_(weight, std=0.02 / (2 * depth) ** 0.5)

    def forward(self, tokens: Tensor) -> Tensor:
        features: Tensor = self.norm(self.blocks(self.embedding(tokens)))
        #: if layout == "vector"
        return features[:, -1]
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    length = 16
    vocabulary = 64
    width = 48
    heads = 4
    depth = 2
    experts = 4
    #: require width % (2 * heads) == 0
    x = torch.randint(vocabulary, (batch, length))
    backbone = MoELM(vocabulary, width, heads, depth, experts)
    feature_size = width
