# expect: none

import torch
import torch.nn.functional as F
from torch import nn


def squash(s, dim=-1):
    n2 = (s**2).sum(dim, keepdim=True)
    return n2 / (1 + n2) * s / (n2.sqrt() + 1e-8)


class DigitCaps(nn.Module):
    def __init__(self, n_in=12, d_in=4, n_out=3, d_out=6, iters=3):
        super().__init__()
        self.W = nn.Parameter(0.1 * torch.randn(1, n_in, n_out, d_out, d_in))
        self.iters = iters

    def forward(self, u):
        u_hat = (self.W @ u[:, :, None, :, None]).squeeze(-1)
        b = torch.zeros(u_hat.shape[:3])
        for _ in range(self.iters):
            c = F.softmax(b, dim=2)
            v = squash((c.unsqueeze(-1) * u_hat).sum(1))
            b = b + (u_hat * v.unsqueeze(1)).sum(-1)
        return v


def margin_loss(v, y):
    length = v.norm(dim=-1)
    t = F.one_hot(y, length.size(1)).float()
    return (t * F.relu(0.9 - length) ** 2 + 0.5 * (1 - t) * F.relu(length - 0.1) ** 2).sum(1).mean()


caps = DigitCaps()
margin_loss(caps(torch.randn(5, 12, 4)), torch.randint(0, 3, (5,))).backward()
