# expect: none
# allow: ACT103@9|15

import torch
from torch import nn


class Base(nn.Module):
    activation = nn.Sigmoid()

    def features(self, x):
        raise NotImplementedError

    def forward(self, x):
        return self.activation(self.features(x))


class UNet(Base):
    def __init__(self, cin=1, width=8):
        super().__init__()
        self.enc = nn.Conv2d(cin, width, 3, padding=1)
        self.mid = nn.Conv2d(width, width, 3, padding=1)
        self.out = nn.Conv2d(2 * width, 1, 1)

    def features(self, x):
        a = torch.relu(self.enc(x))
        b = torch.relu(self.mid(a))
        return self.out(torch.cat((a, b), 1))
