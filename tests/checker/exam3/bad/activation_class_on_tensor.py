# expect: ACT401@18

import torch
import torch.nn as nn


class Generator(nn.Module):
    def __init__(self, z=6, c=4):
        super().__init__()
        self.fc = nn.Linear(z, c * 4)
        self.up1 = nn.ConvTranspose2d(c, c, 4, 2, 1)
        self.bn = nn.BatchNorm2d(c)
        self.up2 = nn.ConvTranspose2d(c, 1, 4, 2, 1)

    def forward(self, z):
        h = self.fc(z).view(len(z), -1, 2, 2)
        h = self.bn(self.up1(h))
        h = nn.LeakyReLU(h)
        return torch.tanh(self.up2(h))


try:
    Generator()(torch.randn(3, 6))
except TypeError as error:
    print(error)
