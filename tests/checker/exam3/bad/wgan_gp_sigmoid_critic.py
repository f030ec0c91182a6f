# expect: ACT118@13|34|35|36|38

import torch
from torch import autograd, nn


def build_discriminator(dim, hidden=32, depth=2, final_activation=True):
    layers = [nn.Linear(dim, hidden), nn.LeakyReLU(0.2)]
    for _ in range(depth - 1):
        layers.extend([nn.Linear(hidden, hidden), nn.LeakyReLU(0.2)])
    layers.append(nn.Linear(hidden, 1))
    if final_activation:
        layers.append(nn.Sigmoid())
    return nn.Sequential(*layers)


def gradient_penalty(critic, real, fake):
    eps = torch.rand(len(real), 1)
    mixed = (eps * real + (1 - eps) * fake).requires_grad_(True)
    out = critic(mixed)
    grad = autograd.grad(out, mixed, torch.ones_like(out), create_graph=True)[0]
    return ((grad.norm(2, dim=1) - 1) ** 2).mean()


class WGAN:
    def __init__(self, dim=5, z=3, lam=10.0):
        self.z, self.lam = z, lam
        self.gen = nn.Sequential(nn.Linear(z, 16), nn.ReLU(), nn.Linear(16, dim))
        self.critic = build_discriminator(dim)
        self.opt = torch.optim.Adam(self.critic.parameters(), 1e-4, betas=(0.5, 0.9))

    def critic_step(self, real):
        fake = self.gen(torch.randn(len(real), self.z)).detach()
        d_real = self.critic(real).mean()
        d_fake = self.critic(fake).mean()
        loss = d_fake - d_real + self.lam * gradient_penalty(self.critic, real, fake)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        return loss.item()


wgan = WGAN()
print([wgan.critic_step(torch.randn(6, 5)) for _ in range(2)])
