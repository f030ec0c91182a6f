# expect: none
# why: Mixing weights are a 1-D parameter; its softmax runs over dim 0.
import torch
from torch import nn


class ScalarMix(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(n))
        self.gamma = nn.Parameter(torch.ones(1))

    def forward(self, layers):
        w = torch.softmax(self.w, dim=0)
        return self.gamma * sum(a * h for a, h in zip(w, layers))


hs = [torch.randn(2, 5) for _ in range(3)]
ScalarMix(3)(hs).sum().backward()
