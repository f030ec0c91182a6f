# expect: none

"""Activations that follow one another only in the text: gates, SE blocks, GRU cells, clamps."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Highway(nn.Module):
    def __init__(self, d, n=2):
        super().__init__()
        self.plain = nn.ModuleList([nn.Linear(d, d) for _ in range(n)])
        self.gate = nn.ModuleList([nn.Linear(d, d) for _ in range(n)])

    def forward(self, x):
        for plain, gate in zip(self.plain, self.gate):
            g = torch.sigmoid(gate(x))
            x = g * F.relu(plain(x)) + (1 - g) * x
        return x


class MinGRU(nn.Module):
    def __init__(self, i, h):
        super().__init__()
        self.z, self.r, self.n = nn.Linear(i + h, h), nn.Linear(i + h, h), nn.Linear(i + h, h)

    def forward(self, x, h):
        xh = torch.cat([x, h], -1)
        z, r = torch.sigmoid(self.z(xh)), torch.sigmoid(self.r(xh))
        n = torch.tanh(self.n(torch.cat([x, r * h], -1)))
        return (1 - z) * n + z * h


class HardSigmoid(nn.Module):
    def forward(self, x):
        return F.relu6(x + 3) / 6


class WaveNetBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.dil = nn.Conv1d(c, 2 * c, 2, padding=1)
        self.res = nn.Conv1d(c, c, 1)

    def forward(self, x):
        a, b = self.dil(x)[..., : x.size(-1)].chunk(2, 1)
        return x + self.res(torch.tanh(a) * torch.sigmoid(b))


h = Highway(6)(torch.randn(4, 6))
h = MinGRU(6, 6)(h, torch.zeros(4, 6))
w = WaveNetBlock(4)(torch.randn(2, 4, 9))
out = nn.Linear(6, 2)(h)
loss = F.cross_entropy(out, torch.tensor([0, 1, 1, 0])) + HardSigmoid()(w).mean()
loss.backward()
