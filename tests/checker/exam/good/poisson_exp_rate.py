# expect: none
# why: exp makes the rate, log_input=False reads it.
import torch
from torch import nn


class Rate(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(4, 1)

    def forward(self, x):
        return torch.exp(self.l(x))


nn.PoissonNLLLoss(log_input=False)(Rate()(torch.randn(5, 4)), torch.poisson(torch.ones(5, 1))).backward()
