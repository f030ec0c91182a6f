# expect: ACT124@13
# why: The mixture weights come from nn.functional.softmax without a dim.
import torch
from torch import nn


class Mdn(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.pi, self.mu = nn.Linear(3, k), nn.Linear(3, k)

    def forward(self, x):
        weights = nn.functional.softmax(self.pi(x))
        return (weights * self.mu(x)).sum(dim=1)


nn.MSELoss()(Mdn(4)(torch.randn(5, 3)), torch.randn(5)).backward()
