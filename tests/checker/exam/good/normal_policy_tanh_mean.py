# expect: none
# why: A Gaussian policy: tanh mean and softplus scale, log-probability by Normal.
import torch
from torch import nn
from torch.distributions import Normal


class Actor(nn.Module):
    def __init__(self):
        super().__init__()
        self.mu, self.sigma = nn.Linear(3, 2), nn.Linear(3, 2)

    def forward(self, s):
        return Normal(torch.tanh(self.mu(s)), nn.functional.softplus(self.sigma(s)) + 1e-3)


d = Actor()(torch.randn(4, 3))
a = d.sample()
(-(d.log_prob(a).sum(-1) * torch.randn(4))).mean().backward()
