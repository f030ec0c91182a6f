# expect: none
# why: The router's softmax weighs experts; the experts' output is the logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class MoE(nn.Module):
    def __init__(self, dim, experts, classes):
        super().__init__()
        self.gate = nn.Linear(dim, experts)
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, 16), nn.ReLU(), nn.Linear(16, classes)) for _ in range(experts)
        )

    def forward(self, x):
        weights = F.softmax(self.gate(x), dim=-1)
        outs = torch.stack([e(x) for e in self.experts], dim=1)
        return (weights.unsqueeze(-1) * outs).sum(dim=1)


moe = MoE(6, 3, 4)
F.cross_entropy(moe(torch.randn(5, 6)), torch.randint(0, 4, (5,))).backward()
