"""A mixer for time series: MLPs over time and over channels, each with a residual.

Layout "sequence" gives features per time step, "vector" their mean over time.
"""

import torch
from torch import Tensor, nn

#: init


class MixerBlock(nn.Module):
    """Mixes the steps, then the channels: [B, length, hidden] -> same."""

    def __init__(self, length: int, hidden: int) -> None:
        super().__init__()
        #: if norm != "none"
        self.norm_1 = NORM_SEQUENCE(hidden)
        self.norm_2 = NORM_SEQUENCE(hidden)
        #: end
        self.over_time = nn.Sequential(
            nn.Linear(length, 2 * length),
            ACT(),
            nn.Linear(2 * length, length),
        )
        self.over_channels = nn.Sequential(
            nn.Linear(hidden, 2 * hidden),
            ACT(),
            nn.Linear(2 * hidden, hidden),
        )

    def forward(self, x: Tensor) -> Tensor:
        #: if norm != "none"
        x = x + self.over_time(self.norm_1(x).transpose(1, 2)).transpose(1, 2)
        out: Tensor = x + self.over_channels(self.norm_2(x))
        #: else
        x = x + self.over_time(x.transpose(1, 2)).transpose(1, 2)
        out: Tensor = x + self.over_channels(x)
        #: end
        return out


class TimeSeriesMixer(nn.Module):
    #: if layout == "sequence"
    """Windows x [B, length, channels] -> features [B, length, hidden].

    Every step sees the whole window: not causal.
    """
    #: else
    """Windows x [B, length, channels] -> features [B, hidden]."""
    #: end

    def __init__(self, channels: int, length: int, hidden: int, depth: int) -> None:
        super().__init__()
        self.embed = nn.Linear(channels, hidden)
        self.blocks = nn.Sequential(*(MixerBlock(length, hidden) for _ in range(depth)))
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.blocks(self.embed(x))
        #: if layout == "sequence"
        return features
        #: else
        return features.mean(dim=1)
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    length = 24
    channels = 3
    hidden = 32
    depth = 2
    x = torch.randn(batch, length, channels)
    backbone = TimeSeriesMixer(channels, length, hidden, depth)
    feature_size = hidden
