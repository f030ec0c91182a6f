# expect: ACT209@19

import torch
import torch.nn as nn


class UnetDown(nn.Module):
    """Encoder half of pix2pix; keeps every feature map for the decoder."""

    def __init__(self, channels=(3, 8, 16)):
        super().__init__()
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 4, 2, 1) for a, b in zip(channels, channels[1:]))

    def forward(self, x):
        skips = []
        for conv in self.convs:
            x = conv(x)
            skips.append(x)
            x = nn.functional.leaky_relu_(x, 0.2)
        return x, skips


class UnetUp(nn.Module):
    def __init__(self):
        super().__init__()
        self.up1 = nn.ConvTranspose2d(32, 8, 4, 2, 1)
        self.up2 = nn.ConvTranspose2d(16, 3, 4, 2, 1)

    def forward(self, x, skips):
        x = torch.relu(self.up1(torch.cat([x, skips[-1]], 1)))
        return torch.tanh(self.up2(torch.cat([x, skips[-2]], 1)))


if __name__ == "__main__":
    down, up = UnetDown(), UnetUp()
    img = torch.rand(2, 3, 32, 32) * 2 - 1
    z, skips = down(img)
    nn.functional.l1_loss(up(z, skips), img).backward()
