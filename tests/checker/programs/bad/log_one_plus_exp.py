# expect: ACT406@14
# why: log(1 + exp(x)) overflows above 88.
import torch
from torch import nn


class Sigma(nn.Module):
    def __init__(self):
        super().__init__()
        self.rho = nn.Parameter(torch.full((4,), -3.0))
        self.mu = nn.Parameter(torch.zeros(4))

    def forward(self):
        sigma = torch.log(1 + torch.exp(self.rho))
        return self.mu + sigma * torch.randn(4)


Sigma()().pow(2).sum().backward()
