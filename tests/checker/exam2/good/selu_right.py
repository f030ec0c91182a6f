# expect: none

import math

import torch
from torch import nn


class SelfNormalizing(nn.Module):
    def __init__(self, n_in, n_out, width=48, depth=3, p=0.05):
        super().__init__()
        layers, d = [], n_in
        for _ in range(depth):
            lin = nn.Linear(d, width)
            nn.init.normal_(lin.weight, std=1 / math.sqrt(d))
            nn.init.zeros_(lin.bias)
            layers += [lin, nn.SELU(), nn.AlphaDropout(p)]
            d = width
        layers.append(nn.Linear(d, n_out))
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x)


net = SelfNormalizing(30, 4)
opt = torch.optim.SGD(net.parameters(), 0.05)
x, y = torch.randn(32, 30), torch.randint(0, 4, (32,))
nn.functional.cross_entropy(net(x), y).backward()
opt.step()
