"""A speech encoder of the wav2vec and Whisper kind: convolutions, then a transformer."""

import torch
from torch import Tensor, nn

#: init


def sinusoids(length: int, width: int) -> Tensor:
    """Fixed positions [length, width]: sines and cosines of growing period."""
    period = 10_000.0 ** (torch.arange(0, width, 2) / width)
    angle = torch.arange(length)[:, None] / period
    return torch.cat((angle.sin(), angle.cos()), dim=-1)


class Attention(nn.Module):
    """Maps x [B, T, width] to [B, T, width]."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        qkv = self.qkv(x).unflatten(-1, (3, self.heads, -1))
        q, k, v = qkv.transpose(1, 3).unbind(2)  # each [B, heads, T, size]
        mixed = nn.functional.scaled_dot_product_attention(q, k, v)
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

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attention(self.attention_norm(x))
        return x + self.feed_forward(self.feed_forward_norm(x))


class SpeechEncoder(nn.Module):
    #: if layout == "vector"
    """Maps mel frames [B, T, mels] to the mean of the features [B, width]."""
    #: else
    """Maps mel frames [B, T, mels] to features [B, T / 2, width]."""
    #: end

    def __init__(self, mels: int, width: int, heads: int, depth: int) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv1d(mels, width, kernel_size=3, padding=1),
            ACT(),
            nn.Conv1d(width, width, kernel_size=3, stride=2, padding=1),
            ACT(),
        )
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(depth)])
        self.norm = NORM_SEQUENCE(width)
        self.apply(init_weights)

    def forward(self, frames: Tensor) -> Tensor:
        x = self.stem(frames.transpose(1, 2)).transpose(1, 2)
        x = x + sinusoids(x.shape[1], x.shape[2]).to(x)
        features: Tensor = self.norm(self.blocks(x))
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
    #: require width % 2 == 0
    x = torch.randn(batch, mel_frames, mels)
    length = (mel_frames + 1) // 2
    backbone = SpeechEncoder(mels, width, heads, depth)
    feature_size = width
