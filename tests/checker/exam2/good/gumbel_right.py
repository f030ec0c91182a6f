# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class ArchitectureMixer(nn.Module):
    """Differentiable choice between three branches."""

    def __init__(self, d=10):
        super().__init__()
        self.branches = nn.ModuleList(
            [nn.Identity(), nn.Sequential(nn.Linear(d, d), nn.ReLU()), nn.Sequential(nn.Linear(d, d), nn.Tanh())]
        )
        self.alpha = nn.Parameter(1e-3 * torch.randn(3))

    def forward(self, x, tau=1.0):
        if self.training:
            w = F.gumbel_softmax(self.alpha, tau=tau, dim=-1)
        else:
            w = F.one_hot(self.alpha.argmax(), 3).float()
        return sum(wi * b(x) for wi, b in zip(w, self.branches))


net = nn.Sequential(ArchitectureMixer(), nn.Linear(10, 2))
F.cross_entropy(net(torch.randn(6, 10)), torch.randint(0, 2, (6,))).backward()
