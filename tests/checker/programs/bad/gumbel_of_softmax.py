# expect: ACT121@16
# why: gumbel_softmax is applied to probabilities.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Vq(nn.Module):
    def __init__(self):
        super().__init__()
        self.proj = nn.Linear(6, 8)
        self.codebook = nn.Embedding(8, 4)

    def forward(self, x):
        p = F.softmax(self.proj(x), dim=-1)
        one_hot = F.gumbel_softmax(p, tau=0.5, hard=True, dim=-1)
        return one_hot @ self.codebook.weight


Vq()(torch.randn(3, 6)).sum().backward()
