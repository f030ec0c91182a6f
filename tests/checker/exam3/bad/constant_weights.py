# expect: ACT305@10

import torch
import torch.nn as nn
import torch.nn.functional as F


def initialize(module):
    if isinstance(module, nn.Linear):
        nn.init.constant_(module.weight, 0.01)
        nn.init.constant_(module.bias, 0.0)
    elif isinstance(module, nn.LayerNorm):
        nn.init.ones_(module.weight)
        nn.init.zeros_(module.bias)


class Regressor(nn.Module):
    def __init__(self, d=6):
        super().__init__()
        self.l1, self.n1 = nn.Linear(d, 32), nn.LayerNorm(32)
        self.l2 = nn.Linear(32, 1)
        self.apply(initialize)

    def forward(self, x):
        return self.l2(F.gelu(self.n1(self.l1(x))))


net = Regressor()
loss = F.l1_loss(net(torch.randn(4, 6)), torch.randn(4, 1))
loss.backward()
