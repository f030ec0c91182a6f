# expect: none

import torch
from torch import nn


class QuantileNet(nn.Module):
    """Three quantiles that cannot cross: a base and two positive steps."""

    def __init__(self, d=8):
        super().__init__()
        self.h = nn.Sequential(nn.Linear(d, 32), nn.ReLU())
        self.base = nn.Linear(32, 1)
        self.steps = nn.Linear(32, 2)

    def forward(self, x):
        h = self.h(x)
        gaps = nn.functional.softplus(self.steps(h))
        return torch.cat([self.base(h), gaps], dim=1).cumsum(1)


def pinball(q, y, taus=(0.1, 0.5, 0.9)):
    t = torch.tensor(taus)
    e = y.unsqueeze(1) - q
    return torch.maximum(t * e, (t - 1) * e).mean()


net = QuantileNet()
opt = torch.optim.Adam(net.parameters())
for _ in range(3):
    x = torch.randn(64, 8)
    loss = pinball(net(x), x[:, 0] + torch.randn(64))
    opt.zero_grad()
    loss.backward()
    opt.step()
