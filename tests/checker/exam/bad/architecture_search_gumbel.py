# expect: ACT121@16
# why: Architecture weights are softmaxed before gumbel_softmax.
import torch
import torch.nn as nn
import torch.nn.functional as F


class MixedOp(nn.Module):
    def __init__(self, ops):
        super().__init__()
        self.ops = nn.ModuleList(ops)
        self.score = nn.Linear(4, len(ops))

    def forward(self, x):
        alpha = self.score(x).softmax(dim=-1)
        w = F.gumbel_softmax(alpha, tau=2.0)
        return sum(w[:, i : i + 1] * op(x) for i, op in enumerate(self.ops))


MixedOp([nn.Linear(4, 4), nn.Identity()])(torch.randn(3, 4)).sum().backward()
