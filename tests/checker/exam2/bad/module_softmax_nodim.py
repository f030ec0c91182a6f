# expect: ACT124@11

import torch
from torch import nn


class GatedExperts(nn.Module):
    def __init__(self, d=16, n_experts=4):
        super().__init__()
        self.experts = nn.ModuleList([nn.Linear(d, d) for _ in range(n_experts)])
        self.gate = nn.Sequential(nn.Linear(d, n_experts), nn.Softmax())

    def forward(self, x):
        g = self.gate(x)
        y = torch.stack([e(x) for e in self.experts], dim=-1)
        return (y * g.unsqueeze(1)).sum(-1)


model = nn.Sequential(GatedExperts(), nn.ReLU(), nn.Linear(16, 1))
opt = torch.optim.Adam(model.parameters())
x, y = torch.randn(32, 16), torch.randn(32, 1)
for _ in range(5):
    opt.zero_grad()
    nn.functional.mse_loss(model(x), y).backward()
    opt.step()
