"""An RWKV-style network: linear attention with decay, and a channel mix with ReLU²."""

import torch
from torch import Tensor, nn

#: init


def shifted(x: Tensor, share: Tensor) -> Tensor:
    """Blends each token of x [B, T, width] with the one before it."""
    before = nn.functional.pad(x, (0, 0, 1, -1))
    return x + (before - x) * share


class TimeMix(nn.Module):
    """Maps x [B, T, width] to [B, T, width]: state = decay * state + k v, read by r."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.share = nn.Parameter(torch.linspace(0, 1, width))
        self.rkvg = nn.Linear(width, 4 * width, bias=False)
        self.log_rate = nn.Parameter(torch.linspace(-5, 0, width).view(heads, -1))
        self.bonus = nn.Parameter(torch.full((heads, width // heads), 0.5))
        self.norm = nn.GroupNorm(heads, width)
        self.out = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        mixed = self.rkvg(shifted(x, self.share)).unflatten(-1, (4, self.heads, -1))
        r, k, v, gate = mixed.unbind(2)  # each [B, T, heads, size]
        decay = torch.exp(-self.log_rate.exp())[..., None]
        state = torch.zeros_like(k[:, 0, :, :, None] * v[:, 0, :, None])
        outputs = []
        for t in range(x.shape[1]):
            new = k[:, t, :, :, None] * v[:, t, :, None]
            seen = state + self.bonus[..., None] * new
            outputs.append((r[:, t, :, :, None] * seen).sum(dim=2))
            state = decay * state + new
        y = self.norm(torch.stack(outputs, dim=1).flatten(0, 1).flatten(1))
        out: Tensor = self.out(y.view_as(x) * nn.functional.silu(gate.flatten(2)))
        return out


class ChannelMix(nn.Module):
    #: if gated
    """The feed-forward part: down(act(gate x) * up x), reading a shifted x."""
    #: else
    """The feed-forward part: sigmoid(receptance) * down(act(up x)), reading a shifted x."""
    #: end

    def __init__(self, width: int) -> None:
        super().__init__()
        self.share = nn.Parameter(torch.linspace(0, 1, width))
        #: if gated
        hidden = 8 * width // 3
        self.gate = nn.Linear(width, hidden, bias=False)
        #: else
        hidden = 7 * width // 2
        self.receptance = nn.Linear(width, width, bias=False)
        #: end
        self.up = nn.Linear(width, hidden, bias=False)
        self.act = ACT()
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        x = shifted(x, self.share)
        #: if gated
        #: if activation == "gated_tanh"
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x).sigmoid())
        #: else
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x))
        #: end
        #: else
        receptance = torch.sigmoid(self.receptance(x))
        out: Tensor = receptance * self.down(self.act(self.up(x)))
        #: end
        return out


class Block(nn.Module):
    """Pre-norm residual block."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.time_norm = NORM_SEQUENCE(width)
        self.time_mix = TimeMix(width, heads)
        self.channel_norm = NORM_SEQUENCE(width)
        self.channel_mix = ChannelMix(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.time_mix(self.time_norm(x))
        return x + self.channel_mix(self.channel_norm(x))


class RWKV(nn.Module):
    #: if layout == "vector"
    """Maps token ids [B, T] to the features [B, width] of the last token."""
    #: else
    """Maps token ids [B, T] to features [B, T, width]."""
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
    batch = 16
    length = 16
    vocabulary = 64
    width = 32
    heads = 4
    depth = 2
    #: require width % heads == 0
    x = torch.randint(vocabulary, (batch, length))
    backbone = RWKV(vocabulary, width, heads, depth)
    feature_size = width
