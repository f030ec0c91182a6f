# expect: none

"""Averages probabilities of several nets and takes the logarithm in the log domain."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Member(nn.Module):
    def __init__(self, d=6, k=3, seed=0):
        super().__init__()
        torch.manual_seed(seed)
        self.net = nn.Sequential(nn.Linear(d, 12), nn.CELU(), nn.Linear(12, k))

    def forward(self, x):
        return self.net(x)


class Deep(nn.Module):
    def __init__(self, n=3):
        super().__init__()
        self.members = nn.ModuleList(Member(seed=i) for i in range(n))

    def forward(self, x):
        logp = torch.stack([F.log_softmax(m(x), dim=-1) for m in self.members])
        return torch.logsumexp(logp, dim=0) - math.log(len(self.members))


net = Deep()
opt = torch.optim.Adam(net.parameters())
x, y = torch.randn(7, 6), torch.randint(0, 3, (7,))
loss = F.nll_loss(net(x), y)
opt.zero_grad()
loss.backward()
opt.step()
