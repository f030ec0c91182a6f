"""Attention by hand: scores, mask, weights, mix; rows without a key give zeros, not NaN."""

import torch
from torch import Tensor, nn

#: init


def attention_weights(scores: Tensor, mask: Tensor) -> Tensor:
    #: if activation == "softmax"
    """Softmax over the last dim of scores [B, heads, T, S]; masked keys weigh nothing.

    The finite minimum instead of -inf keeps a row in which every key is masked from
    becoming 0 / 0; the second line then makes that row zero.
    """
    lowest = torch.finfo(scores.dtype).min
    weights = scores.masked_fill(~mask, lowest).softmax(dim=-1)
    return weights.masked_fill(~mask, 0.0)
    #: elif activation == "sigmoid"
    """Sigmoid weights for scores [B, heads, T, S]; masked keys weigh nothing.

    The bias -log(S) lets each row start with a sum near one, as under a softmax.
    """
    keys = mask.sum(dim=-1, keepdim=True).clamp(min=1)
    return torch.sigmoid(scores - keys.log()).masked_fill(~mask, 0.0)
    #: else
    """Rows of act(scores) / keys for scores [B, heads, T, S]; masked keys weigh nothing.

    Only a softmax sums to one by itself: here the number of keys sets the scale.
    """
    keys = mask.sum(dim=-1, keepdim=True).clamp(min=1)
    return (ACT()(scores) / keys).masked_fill(~mask, 0.0)
    #: end


class Attention(nn.Module):
    """Maps x [B, T, width] and mask [B, 1, 1, T] (True: may be read) to [B, T, width]."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        qkv = self.qkv(x).unflatten(-1, (3, self.heads, -1))
        q, k, v = qkv.transpose(1, 3).unbind(2)  # each [B, heads, T, size]
        scores = q @ k.mT / q.shape[-1] ** 0.5
        mixed = attention_weights(scores, mask) @ v
        out: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return out


class AttentionReader(nn.Module):
    #: if layout == "vector"
    """Maps token ids [B, T] (0 is padding) to the mean of the features [B, width]."""
    #: else
    """Maps token ids [B, T] (0 is padding) to features [B, T, width]."""
    #: end

    def __init__(self, vocabulary: int, width: int, heads: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.norm = NORM_SEQUENCE(width)
        self.attention = Attention(width, heads)
        self.apply(init_weights)

    def forward(self, tokens: Tensor) -> Tensor:
        mask = tokens != 0
        x = self.embedding(tokens)
        features: Tensor = x + self.attention(self.norm(x), mask[:, None, None, :])
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
    #: require width % heads == 0
    x = torch.randint(1, vocabulary, (batch, length))
    x[0, length // 2 :] = 0  # a shorter row, padded
    nothing = torch.zeros(1, 1, 2, 2, dtype=torch.bool)
    print(attention_weights(torch.randn(1, 1, 2, 2), nothing))  # zeros, not NaN
    backbone = AttentionReader(vocabulary, width, heads)
    feature_size = width
