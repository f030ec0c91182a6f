# expect: none

import torch
from torch import nn


class Ensemble(nn.Module):
    """Averages the probabilities of its members, then goes back to logits."""

    def __init__(self, members):
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, x):
        p = torch.stack([torch.sigmoid(m(x)) for m in self.members]).mean(0)
        return torch.logit(p, eps=1e-6)


members = [nn.Sequential(nn.Linear(6, w), nn.ReLU(), nn.Linear(w, 1)) for w in (8, 16)]
ens = Ensemble(members)
x, y = torch.randn(20, 6), torch.randint(0, 2, (20, 1)).float()
loss = nn.functional.binary_cross_entropy_with_logits(ens(x), y)
loss.backward()
