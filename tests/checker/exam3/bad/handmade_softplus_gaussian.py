# expect: ACT406@19

import torch
import torch.nn as nn


class BayesLinear(nn.Module):
    """Bayes by backprop: a Gaussian posterior with std log(1 + exp(rho))."""

    def __init__(self, i, o, prior_std=1.0):
        super().__init__()
        self.mu = nn.Parameter(torch.randn(o, i) * 0.1)
        self.rho = nn.Parameter(torch.full((o, i), -3.0))
        self.bias = nn.Parameter(torch.zeros(o))
        self.prior = torch.distributions.Normal(0.0, prior_std)

    @property
    def sigma(self):
        return torch.log(torch.exp(self.rho) + 1)

    def forward(self, x):
        w = self.mu + self.sigma * torch.randn_like(self.mu)
        return nn.functional.linear(x, w, self.bias)

    def kl(self):
        q = torch.distributions.Normal(self.mu, self.sigma)
        return torch.distributions.kl_divergence(q, self.prior).sum()


net = nn.Sequential(BayesLinear(5, 16), nn.ReLU(), BayesLinear(16, 1))
x, y = torch.randn(8, 5), torch.randn(8, 1)
loss = nn.functional.mse_loss(net(x), y) + 1e-3 * sum(m.kl() for m in net if isinstance(m, BayesLinear))
loss.backward()
