# expect: none

"""Mixture density, Gaussian, quantile and evidential heads with their losses."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class MDN(nn.Module):
    def __init__(self, d=4, k=3):
        super().__init__()
        self.h = nn.Linear(d, 16)
        self.pi, self.mu, self.sigma = nn.Linear(16, k), nn.Linear(16, k), nn.Linear(16, k)

    def forward(self, x):
        h = torch.tanh(self.h(x))
        return F.log_softmax(self.pi(h), dim=-1), self.mu(h), F.softplus(self.sigma(h)) + 1e-3

    def nll(self, x, y):
        log_pi, mu, sigma = self(x)
        log_n = -0.5 * ((y - mu) / sigma) ** 2 - sigma.log() - 0.5 * math.log(2 * math.pi)
        return -torch.logsumexp(log_pi + log_n, dim=-1).mean()


class MeanVar(nn.Module):
    def __init__(self, d=4):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d, 16), nn.SiLU(), nn.Linear(16, 2))

    def forward(self, x):
        mean, raw = self.net(x).chunk(2, dim=-1)
        return mean, F.softplus(raw) + 1e-6


def pinball(pred, y, quantiles):
    err = y - pred
    return torch.maximum(quantiles * err, (quantiles - 1) * err).mean()


def evidential(logits, y):
    alpha = F.softplus(logits) + 1
    s = alpha.sum(-1, keepdim=True)
    return (torch.digamma(s) - torch.digamma(alpha.gather(1, y[:, None]))).mean()


x, y = torch.randn(6, 4), torch.randn(6, 1)
mdn, mv = MDN(), MeanVar()
mean, var = mv(x)
loss = mdn.nll(x, y) + F.gaussian_nll_loss(mean, y, var)
loss = loss + pinball(nn.Linear(4, 3)(x), y, torch.tensor([0.1, 0.5, 0.9]))
loss = loss + evidential(nn.Linear(4, 3)(x), torch.randint(0, 3, (6,)))
loss.backward()
