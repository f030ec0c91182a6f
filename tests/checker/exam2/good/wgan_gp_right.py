# expect: none

import torch
from torch import autograd, nn


class Critic(nn.Module):
    def __init__(self, d=2):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(d, 64), nn.LeakyReLU(0.2), nn.Linear(64, 64), nn.LeakyReLU(0.2), nn.Linear(64, 1))

    def forward(self, x):
        return self.model(x)


def gradient_penalty(D, real, fake):
    a = torch.rand(real.size(0), 1)
    inter = (a * real + (1 - a) * fake).requires_grad_(True)
    out = D(inter)
    g = autograd.grad(out, inter, torch.ones_like(out), create_graph=True, retain_graph=True)[0]
    return ((g.norm(2, dim=1) - 1) ** 2).mean()


gen = nn.Sequential(nn.Linear(4, 64), nn.ReLU(), nn.Linear(64, 2), nn.Sigmoid())  # data in [0, 1]
critic = Critic()
opt = torch.optim.Adam(critic.parameters(), 1e-4, betas=(0.0, 0.9))
real, z = torch.rand(32, 2), torch.randn(32, 4)
fake = gen(z).detach()
d_loss = -critic(real).mean() + critic(fake).mean() + 10 * gradient_penalty(critic, real, fake)
opt.zero_grad()
d_loss.backward()
opt.step()
g_loss = -critic(gen(z)).mean()
g_loss.backward()
