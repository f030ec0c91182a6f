# expect: none
# why: softplus makes the variance of a Gaussian likelihood positive.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Gauss(nn.Module):
    def __init__(self):
        super().__init__()
        self.mu = nn.Linear(4, 1)
        self.raw = nn.Linear(4, 1)

    def forward(self, x):
        return self.mu(x), F.softplus(self.raw(x)) + 1e-4


mu, var = Gauss()(torch.randn(6, 4))
nn.GaussianNLLLoss()(mu, torch.randn(6, 1), var).backward()
