# expect: ACT209@16

import torch
from torch import nn


class ResidualMLP(nn.Module):
    def __init__(self, dim=64):
        super().__init__()
        self.act = nn.ReLU(inplace=True)
        self.lin1 = nn.Linear(dim, dim)
        self.lin2 = nn.Linear(dim, dim)

    def forward(self, x):
        identity = x
        x = self.act(x)
        x = self.act(self.lin1(x))
        x = self.lin2(x)
        x += identity
        return x


net = nn.Sequential(nn.Linear(10, 64), ResidualMLP(), ResidualMLP(), nn.Linear(64, 1))
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
for step in range(3):
    x = torch.randn(16, 10)
    y = x.sum(1, keepdim=True)
    loss = nn.SmoothL1Loss()(net(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
