# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class TimeEmbedding(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.lin1, self.lin2 = nn.Linear(d, 2 * d), nn.Linear(2 * d, d)
        self.d = d

    def forward(self, t):
        half = self.d // 2
        freq = torch.exp(-torch.arange(half) * (9.2 / half))
        ang = t.float()[:, None] * freq
        return self.lin2(F.silu(self.lin1(torch.cat([ang.sin(), ang.cos()], -1))))


class Eps(nn.Module):
    def __init__(self, c=8):
        super().__init__()
        self.time = TimeEmbedding(c)
        self.inp = nn.Conv2d(1, c, 3, padding=1)
        self.norm = nn.GroupNorm(2, c)
        self.out = nn.Conv2d(c, 1, 3, padding=1)
        nn.init.zeros_(self.out.weight)

    def forward(self, x, t):
        h = self.inp(x) + self.time(t)[..., None, None]
        return self.out(F.silu(self.norm(h)))


class DDPM:
    def __init__(self, model, steps=10):
        self.model = model
        beta = torch.linspace(1e-4, 0.02, steps)
        self.abar = torch.cumprod(1 - beta, 0)
        self.steps = steps

    def loss(self, x0):
        t = torch.randint(0, self.steps, (len(x0),))
        noise = torch.randn_like(x0)
        a = self.abar[t].view(-1, 1, 1, 1)
        xt = a.sqrt() * x0 + (1 - a).sqrt() * noise
        return F.mse_loss(self.model(xt, t), noise)


ddpm = DDPM(Eps())
ddpm.loss(torch.rand(2, 1, 6, 6) * 2 - 1).backward()
