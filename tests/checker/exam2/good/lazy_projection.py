# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class LazyHead(nn.Module):
    """Builds the projection once the feature size is known."""

    def __init__(self, n):
        super().__init__()
        self.n = n
        self.proj = None

    def forward(self, f):
        if self.proj is None:
            self.proj = nn.Linear(f.shape[-1], self.n).to(f.device)
        return self.proj(F.normalize(f, dim=-1))


class HyperNet(nn.Module):
    def __init__(self, z=4, d=6, o=3):
        super().__init__()
        self.gen = nn.Sequential(nn.Linear(z, 32), nn.ReLU(), nn.Linear(32, d * o))
        self.shape = (o, d)

    def forward(self, z, x):
        w = self.gen(z).view(self.shape)
        return F.linear(x, w)


a, b = LazyHead(3), HyperNet()
x, y = torch.randn(8, 6), torch.randint(0, 3, (8,))
a(x)
opt = torch.optim.Adam([*a.parameters(), *b.parameters()])
(F.cross_entropy(a(x), y) + F.cross_entropy(b(torch.randn(4), x), y)).backward()
opt.step()
