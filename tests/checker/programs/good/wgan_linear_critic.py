# expect: none
# why: The Wasserstein critic ends with a linear layer.
import torch
from torch import nn

critic = nn.Sequential(nn.Linear(6, 12), nn.LeakyReLU(0.2), nn.Linear(12, 1))
gen = nn.Sequential(nn.Linear(3, 12), nn.ReLU(), nn.Linear(12, 6), nn.Tanh())
real, z = torch.randn(5, 6), torch.randn(5, 3)
d_loss = critic(gen(z).detach()).mean() - critic(real).mean()
d_loss.backward()
g_loss = -critic(gen(z)).mean()
g_loss.backward()
