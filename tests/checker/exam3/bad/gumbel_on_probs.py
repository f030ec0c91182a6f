# expect: ACT121@16|28

import torch
import torch.nn as nn
import torch.nn.functional as F


class Router(nn.Module):
    """Chooses one expert per token with a straight-through sample."""

    def __init__(self, dim, experts):
        super().__init__()
        self.gate = nn.Linear(dim, experts)

    def forward(self, x):
        return torch.softmax(self.gate(x), dim=-1)


class HardMoE(nn.Module):
    def __init__(self, dim=8, experts=3, tau=1.0):
        super().__init__()
        self.router = Router(dim, experts)
        self.experts = nn.ModuleList(nn.Sequential(nn.Linear(dim, 16), nn.GELU(), nn.Linear(16, dim)) for _ in range(experts))
        self.tau = tau

    def forward(self, x):
        probs = self.router(x)
        choice = F.gumbel_softmax(probs, tau=self.tau, hard=True)
        stacked = torch.stack([e(x) for e in self.experts], dim=-1)
        return x + (stacked * choice.unsqueeze(-2)).sum(-1), probs


moe = HardMoE()
head = nn.Linear(8, 2)
x, y = torch.randn(5, 8), torch.randint(0, 2, (5,))
out, probs = moe(x)
loss = F.cross_entropy(head(out), y) + 0.01 * probs.mean(0).pow(2).sum()
loss.backward()
