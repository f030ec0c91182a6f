# expect: none
# why: WGAN-GP with an unbounded critic in two functions.
import torch
from torch import nn


def penalty(critic, real, fake):
    eps = torch.rand(real.size(0), 1)
    mix = (eps * real + (1 - eps) * fake).requires_grad_(True)
    (g,) = torch.autograd.grad(critic(mix).sum(), mix, create_graph=True)
    return ((g.norm(2, dim=1) - 1) ** 2).mean()


def critic_step(critic, gen, real):
    fake = gen(torch.randn(real.size(0), 3)).detach()
    return critic(fake).mean() - critic(real).mean() + 10 * penalty(critic, real, fake)


c = nn.Sequential(nn.Linear(6, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
critic_step(c, nn.Sequential(nn.Linear(3, 6), nn.Tanh()), torch.randn(4, 6)).backward()
