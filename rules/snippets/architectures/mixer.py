"""An MLP-Mixer: one MLP mixes the patches, a second one the channels."""

import torch
from torch import Tensor, nn

#: init


class MLP(nn.Module):
    """Two linear layers on the last dim: [..., size] -> [..., size]."""

    def __init__(self, size: int, hidden: int) -> None:
        super().__init__()
        #: if gated
        hidden = 2 * hidden // 3  # pays for the third matrix
        self.gate = nn.Linear(size, hidden)
        #: end
        self.up = nn.Linear(size, hidden)
        self.act = ACT()
        self.down = nn.Linear(hidden, size)

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x))
        #: else
        out: Tensor = self.down(self.act(self.up(x)))
        #: end
        return out


class Block(nn.Module):
    """Mixes tokens, then channels, of x [B, T, width]; each time with a skip."""

    def __init__(self, tokens: int, width: int) -> None:
        super().__init__()
        self.norm1 = NORM_SEQUENCE(width)
        self.mix_tokens = MLP(tokens, 2 * width)
        self.norm2 = NORM_SEQUENCE(width)
        self.mix_channels = MLP(width, 4 * width)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(x).transpose(1, 2)
        x = x + self.mix_tokens(y).transpose(1, 2)
        return x + self.mix_channels(self.norm2(x))


class MLPMixer(nn.Module):
    #: if layout == "vector"
    """Maps images [B, in_channels, size, size] to features [B, width]."""
    #: else
    """Maps images [B, in_channels, size, size] to one feature per patch [B, T, width]."""
    #: end

    def __init__(
        self, in_channels: int, image_size: int, patch: int, width: int, depth: int
    ) -> None:
        super().__init__()
        tokens = (image_size // patch) ** 2
        self.patches = nn.Conv2d(in_channels, width, patch, stride=patch)
        self.blocks = nn.Sequential(*(Block(tokens, width) for _ in range(depth)))
        self.norm = NORM_SEQUENCE(width)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.patches(x).flatten(2).transpose(1, 2)
        features: Tensor = self.norm(self.blocks(tokens))
        #: if layout == "vector"
        return features.mean(dim=1)
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    in_channels = 3
    image_size = 16
    patch = 4
    width = 48
    depth = 2
    #: require image_size % patch == 0
    x = torch.randn(batch, in_channels, image_size, image_size)
    backbone = MLPMixer(in_channels, image_size, patch, width, depth)
    feature_size = width
    #: if layout == "sequence"
    length = (image_size // patch) ** 2
    #: end
