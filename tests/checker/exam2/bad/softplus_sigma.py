# expect: ACT406@15

import torch
from torch import nn


class GaussianHead(nn.Module):
    def __init__(self, d=16):
        super().__init__()
        self.mean = nn.Linear(d, 1)
        self.raw_scale = nn.Linear(d, 1)

    def forward(self, h):
        s = self.raw_scale(h)
        sigma = torch.log(torch.exp(s) + 1.0) + 1e-4
        return self.mean(h), sigma


def nll(mu, sigma, y):
    return (sigma.log() + 0.5 * ((y - mu) / sigma) ** 2).mean()


head = GaussianHead()
nll(*head(torch.randn(5, 16)), torch.randn(5, 1)).backward()
