"""The Nature-DQN pixel encoder: stacked frames of 84 x 84 to a feature vector."""

import torch
from torch import Tensor, nn

#: init


class PixelEncoder(nn.Module):
    """Frames [B, frames, 84, 84] of bytes (0 to 255) -> features [B, hidden]."""

    def __init__(self, frames: int, hidden: int) -> None:
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(frames, 32, 8, stride=4),
            #: if norm != "none"
            NORM_MAP(32),
            #: end
            ACT(),
            nn.Conv2d(32, 64, 4, stride=2),
            #: if norm != "none"
            NORM_MAP(64),
            #: end
            ACT(),
            nn.Conv2d(64, 64, 3),
            #: if norm != "none"
            NORM_MAP(64),
            #: end
            ACT(),
            nn.Flatten(),
            nn.Linear(64 * 7 * 7, hidden),
            ACT(),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.net(x.float() / 255)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    frames = 4
    hidden = 512
    x = torch.randint(256, (batch, frames, 84, 84), dtype=torch.uint8)
    backbone = PixelEncoder(frames, hidden)
    feature_size = hidden
