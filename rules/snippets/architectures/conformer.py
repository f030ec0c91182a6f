"""A Conformer: attention for the far, convolution for the near, two half-step FFNs."""

import torch
from torch import Tensor, nn

#: init


class FeedForward(nn.Module):
    #: if gated
    """Norm, then down(act(gate x) * up x); 2/3 of the width pays for the third matrix."""
    #: else
    """Norm, then down(act(up x)), four times as wide inside."""
    #: end

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = NORM_SEQUENCE(width)
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
        x = self.norm(x)
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


class Attention(nn.Module):
    """Norm, then self-attention on x [B, T, width]."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = NORM_SEQUENCE(width)
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        qkv = self.qkv(self.norm(x)).unflatten(-1, (3, self.heads, -1))
        q, k, v = qkv.transpose(1, 3).unbind(2)  # each [B, heads, T, size]
        mixed = nn.functional.scaled_dot_product_attention(q, k, v)
        out: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return out


class Convolution(nn.Module):
    """Norm, GLU, depthwise convolution, norm, activation: 15 frames at a time.

    The first gate is a plain GLU, a * sigmoid(b); the hidden activation follows the
    depthwise convolution. LayerNorm there, not BatchNorm, ignores padding and batch.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = NORM_SEQUENCE(width)
        self.gate = nn.Linear(width, 2 * width)
        self.conv = nn.Conv1d(width, width, kernel_size=15, padding=7, groups=width)
        self.conv_norm = NORM_SEQUENCE(width)
        self.act = ACT()
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        x = nn.functional.glu(self.gate(self.norm(x)), dim=-1)
        x = self.conv(x.transpose(1, 2)).transpose(1, 2)
        out: Tensor = self.out(self.act(self.conv_norm(x)))
        return out


class Block(nn.Module):
    """Half a feed-forward step, attention, convolution, half a step, norm."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.first = FeedForward(width)
        self.attention = Attention(width, heads)
        self.convolution = Convolution(width)
        self.second = FeedForward(width)
        self.norm = NORM_SEQUENCE(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.first(x) / 2
        x = x + self.attention(x)
        x = x + self.convolution(x)
        x = x + self.second(x) / 2
        features: Tensor = self.norm(x)
        return features


class Conformer(nn.Module):
    #: if layout == "vector"
    """Maps mel frames [B, T, mels] to the mean of the features [B, width]."""
    #: else
    """Maps mel frames [B, T, mels] to features [B, T / 2, width]."""
    #: end

    def __init__(self, mels: int, width: int, heads: int, depth: int) -> None:
        super().__init__()
        self.subsample = nn.Conv1d(mels, width, kernel_size=3, stride=2, padding=1)
        self.subsample_act = ACT()
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(depth)])
        self.apply(init_weights)

    def forward(self, frames: Tensor) -> Tensor:
        x = self.subsample_act(self.subsample(frames.transpose(1, 2)))
        features: Tensor = self.blocks(x.transpose(1, 2))
        #: if layout == "vector"
        return features.mean(dim=1)
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    mel_frames = 48
    mels = 20
    width = 48
    heads = 4
    depth = 2
    #: require width % heads == 0
    x = torch.randn(batch, mel_frames, mels)
    length = (mel_frames + 1) // 2
    backbone = Conformer(mels, width, heads, depth)
    feature_size = width
