# expect: ACT116@14
# why: The attention scorer has one unit per step and the softmax runs over that unit, not over time.
import torch
import torch.nn as nn
import torch.nn.functional as F


class AttentionPool(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.score = nn.Linear(dim, 1)

    def forward(self, seq):
        weights = F.softmax(self.score(seq), dim=-1)
        return (weights * seq).sum(dim=1)


pool = AttentionPool(6)
pool(torch.randn(3, 5, 6)).sum().backward()
