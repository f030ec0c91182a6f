# expect: none

import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class MDN(nn.Module):
    def __init__(self, d_in=3, k=5):
        super().__init__()
        self.h = nn.Sequential(nn.Linear(d_in, 32), nn.Tanh())
        self.pi = nn.Linear(32, k)
        self.mu = nn.Linear(32, k)
        self.log_sigma = nn.Linear(32, k)

    def forward(self, x):
        z = self.h(x)
        return self.pi(z), self.mu(z), self.log_sigma(z)

    def loss(self, x, y):
        pi, mu, ls = self(x)
        comp = -0.5 * ((y - mu) / ls.exp()) ** 2 - ls - 0.5 * math.log(2 * math.pi)
        return -torch.logsumexp(F.log_softmax(pi, dim=1) + comp, dim=1).mean()

    @torch.no_grad()
    def sample(self, x):
        pi, mu, ls = self(x)
        k = torch.multinomial(torch.softmax(pi, dim=1), 1)
        return torch.normal(mu.gather(1, k), ls.exp().gather(1, k))


mdn = MDN()
mdn.loss(torch.randn(10, 3), torch.randn(10, 1)).backward()
print(mdn.sample(torch.randn(4, 3)))
