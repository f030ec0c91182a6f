"""The encoder of a Siamese network: both inputs go through the same weights."""

import torch
from torch import Tensor, nn

#: init


class Encoder(nn.Module):
    """Images x [B, channels, S, S] -> features [B, 2 * hidden]."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(channels, hidden, 3, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            ACT(),
            nn.Conv2d(hidden, 2 * hidden, 3, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(2 * hidden),
            #: end
            ACT(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.net(x)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    channels = 3
    size = 16
    hidden = 32
    x = torch.randn(batch, channels, size, size)
    backbone = Encoder(channels, hidden)
    feature_size = 2 * hidden
