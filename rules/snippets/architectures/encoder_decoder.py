"""An encoder-decoder transformer: the decoder reads its own past and the whole source."""

import torch
from torch import Tensor, nn

#: init


class Attention(nn.Module):
    """Maps x [B, T, width] to [B, T, width], reading `source` [B, S, width].

    `bias` is added to the scores: -inf where a key must not be read.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q = nn.Linear(width, width, bias=False)
        self.kv = nn.Linear(width, 2 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor, source: Tensor, bias: Tensor | None) -> Tensor:
        q = self.q(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)
        kv = self.kv(source).unflatten(-1, (2, self.heads, -1))
        k, v = kv.transpose(1, 3).unbind(2)  # each [B, heads, S, size]
        #: if style == "t5"
        mixed = nn.functional.scaled_dot_product_attention(
            q, k, v, attn_mask=bias, scale=1.0
        )
        #: else
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        #: end
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


class EncoderBlock(nn.Module):
    """Pre-norm: self-attention, feed-forward."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attention_norm = NORM_SEQUENCE(width)
        self.attention = Attention(width, heads)
        self.feed_forward_norm = NORM_SEQUENCE(width)
        self.feed_forward = FeedForward(width)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        read = self.attention_norm(x)
        x = x + self.attention(read, read, bias)
        return x + self.feed_forward(self.feed_forward_norm(x))


class DecoderBlock(nn.Module):
    """Pre-norm: causal self-attention, attention to the source, feed-forward."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attention_norm = NORM_SEQUENCE(width)
        self.attention = Attention(width, heads)
        self.source_norm = NORM_SEQUENCE(width)
        self.source_attention = Attention(width, heads)
        self.feed_forward_norm = NORM_SEQUENCE(width)
        self.feed_forward = FeedForward(width)

    def forward(self, x: Tensor, source: Tensor, bias: Tensor) -> Tensor:
        read = self.attention_norm(x)
        x = x + self.attention(read, read, bias)
        x = x + self.source_attention(self.source_norm(x), source, None)
        return x + self.feed_forward(self.feed_forward_norm(x))


#: if style == "t5"
class Positions(nn.Module):
    """A learned bias [heads, T, T] for each distance, shared by all layers (T5).

    T5 puts far distances into buckets of growing size; here they share the last one.
    """

    def __init__(self, heads: int, furthest: int = 32) -> None:
        super().__init__()
        self.furthest = furthest
        self.bias = nn.Embedding(2 * furthest + 1, heads)

    def forward(self, x: Tensor) -> Tensor:
        index = torch.arange(x.shape[1], device=x.device)
        distance = index[None] - index[:, None]
        distance = distance.clamp(-self.furthest, self.furthest) + self.furthest
        bias: Tensor = self.bias(distance)
        return bias.permute(2, 0, 1)


#: end
def causal(x: Tensor) -> Tensor:
    """The bias [T, T] that hides the future of x [B, T, width]."""
    length = x.shape[1]
    return torch.full((length, length), -torch.inf, device=x.device).triu(1)


class EncoderDecoder(nn.Module):
    """Maps source [B, S] and target [B, T] token ids to features [B, T, width]."""

    def __init__(
        self,
        vocabulary: int,
        #: if style != "t5"
        max_length: int,
        #: end
        width: int,
        heads: int,
        depth: int,
    ) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        #: if style == "t5"
        self.encoder_positions = Positions(heads)
        self.decoder_positions = Positions(heads)
        #: else
        self.positions = nn.Embedding(max_length, width)
        #: end
        self.encoder = nn.ModuleList(EncoderBlock(width, heads) for _ in range(depth))
        self.encoder_norm = NORM_SEQUENCE(width)
        self.decoder = nn.ModuleList(DecoderBlock(width, heads) for _ in range(depth))
        self.decoder_norm = NORM_SEQUENCE(width)
        self.apply(init_weights)
        #: if style == "t5"
        with torch.no_grad():  # instead of dividing the scores by sqrt(size)
            for name, weight in self.named_parameters():
                if name.endswith(".q.weight"):
                    weight.div_((width / heads) ** 0.5)
        #: end

    def embed(self, tokens: Tensor) -> Tensor:
        """Token ids [B, T] -> [B, T, width]."""
        x: Tensor = self.embedding(tokens)
        #: if style == "t5"
        return x
        #: else
        return x + self.positions(torch.arange(tokens.shape[1], device=tokens.device))
        #: end

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        x = self.embed(source)
        #: if style == "t5"
        bias = self.encoder_positions(x)
        #: end
        for block in self.encoder:
            #: if style == "t5"
            x = block(x, bias)
            #: else
            x = block(x, None)
            #: end
        read = self.encoder_norm(x)
        y = self.embed(target)
        #: if style == "t5"
        past = causal(y) + self.decoder_positions(y)
        #: else
        past = causal(y)
        #: end
        for block in self.decoder:
            y = block(y, read, past)
        features: Tensor = self.decoder_norm(y)
        return features


class Seq2Seq(nn.Module):
    """Source [B, S] and target [B, T] token ids -> logits [B, T, vocabulary]."""

    def __init__(self, backbone: nn.Module, width: int, vocabulary: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(width, vocabulary, bias=False)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(source, target))
        return logits


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    source: Tensor,
    target: Tensor,
) -> float:
    """One step of teacher forcing: token t of the target [B, T] predicts token t + 1."""
    model.train()
    optimizer.zero_grad()
    logits = model(source, target[:, :-1])
    loss = nn.functional.cross_entropy(logits.flatten(0, 1), target[:, 1:].flatten())
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def translate(model: nn.Module, source: Tensor, start: int, length: int) -> Tensor:
    """Greedy decoding: token ids [B, length] for source [B, S]."""
    model.eval()
    tokens = torch.full_like(source[:, :1], start)
    for _ in range(length):
        following = model(source, tokens)[:, -1].argmax(dim=-1, keepdim=True)
        tokens = torch.cat((tokens, following), dim=1)
    return tokens[:, 1:]


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    length = 16
    vocabulary = 64
    width = 48
    heads = 4
    depth = 2
    #: require width % heads == 0
    source = torch.randint(vocabulary, (batch, length))
    target = torch.randint(vocabulary, (batch, length))
    target[:, 0] = 0  # the start token
    #: if style == "t5"
    backbone = EncoderDecoder(vocabulary, width, heads, depth)
    #: else
    backbone = EncoderDecoder(vocabulary, length, width, heads, depth)
    #: end
    model = Seq2Seq(backbone, width, vocabulary)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, optimizer, source, target)
        print(f"step {step}: loss {loss:.4f}")
    print(translate(model, source, start=0, length=5))
