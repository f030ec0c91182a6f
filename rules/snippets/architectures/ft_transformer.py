"""FT-Transformer: every column is a token, a summary token gathers the row."""

import torch
from torch import Tensor, nn

#: init


class Tokenizer(nn.Module):
    """Rows x [B, numeric + categorical] -> tokens [B, 1 + columns, C], summary first."""

    def __init__(self, numeric: int, categories: list[int], hidden: int) -> None:
        super().__init__()
        self.numeric = numeric
        self.weight = nn.Parameter(torch.randn(numeric, hidden) / hidden**0.5)
        self.bias = nn.Parameter(torch.randn(numeric, hidden) / hidden**0.5)
        self.summary = nn.Parameter(torch.randn(1, 1, hidden) / hidden**0.5)
        self.embeddings = nn.ModuleList(
            nn.Embedding(count, hidden) for count in categories
        )

    def forward(self, x: Tensor) -> Tensor:
        numbers = x[:, : self.numeric, None] * self.weight + self.bias
        codes = x[:, self.numeric :].long().unbind(dim=1)
        embedded = [table(code) for table, code in zip(self.embeddings, codes)]
        summary = self.summary.expand(len(x), -1, -1)
        return torch.cat([summary, numbers, torch.stack(embedded, dim=1)], dim=1)


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
    """Attention between the columns and feed-forward, norm first: [B, T, C] -> same."""

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


class FTTransformer(nn.Module):
    """Maps rows x [B, numeric + categorical] to features [B, hidden]."""

    def __init__(
        self,
        numeric: int,
        categories: list[int],
        hidden: int,
        depth: int,
        heads: int,
    ) -> None:
        super().__init__()
        self.blocks = nn.Sequential(*(Block(hidden, heads) for _ in range(depth)))
        self.norm = NORM_SEQUENCE(hidden)
        self.act = nn.ReLU()
        self.apply(init_weights)
        self.tokenizer = Tokenizer(numeric, categories, hidden)

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.blocks(self.tokenizer(x))
        features: Tensor = self.act(self.norm(tokens[:, 0]))
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    numeric = 6
    categories = [3, 12]
    hidden = 32
    depth = 2
    heads = 4
    #: require hidden % heads == 0
    codes = [torch.randint(count, (batch, 1)) for count in categories]
    x = torch.cat([torch.randn(batch, numeric), *codes], dim=1)
    backbone = FTTransformer(numeric, categories, hidden, depth, heads)
    feature_size = hidden
