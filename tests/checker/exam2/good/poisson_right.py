# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class Claims(nn.Module):
    def __init__(self, n=7):
        super().__init__()
        self.a = nn.Linear(n, 16)
        self.log_rate = nn.Linear(16, 1)

    def forward(self, x, exposure):
        return self.log_rate(torch.relu(self.a(x))).squeeze(1) + exposure.log()


class RateNet(nn.Module):
    def __init__(self, n=7):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(n, 16), nn.ReLU(), nn.Linear(16, 1), nn.Softplus())

    def forward(self, x):
        return self.net(x).squeeze(1)


x, exposure = torch.randn(20, 7), torch.rand(20) + 0.5
claims = torch.poisson(exposure)
a = nn.PoissonNLLLoss()(Claims()(x, exposure), claims)
b = F.poisson_nll_loss(RateNet()(x), claims, log_input=False)
(a + b).backward()
