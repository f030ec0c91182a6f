# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class MoS(nn.Module):
    """Breaking the softmax bottleneck: a mix of distributions, then its log."""

    def __init__(self, d=16, vocab=25, n_experts=3):
        super().__init__()
        self.prior = nn.Linear(d, n_experts, bias=False)
        self.latent = nn.Sequential(nn.Linear(d, n_experts * d), nn.Tanh())
        self.decoder = nn.Linear(d, vocab)
        self.n_experts, self.d = n_experts, d

    def forward(self, h):
        latent = self.latent(h).view(-1, self.n_experts, self.d)
        prior = F.softmax(self.prior(h), dim=-1)
        prob = F.softmax(self.decoder(latent), dim=-1)
        prob = (prob * prior.unsqueeze(2)).sum(1)
        return torch.log(prob + 1e-8)


mos = MoS()
logp = mos(torch.randn(7, 16))
assert torch.allclose(logp.exp().sum(-1), torch.ones(7), atol=1e-4)
F.nll_loss(logp, torch.randint(0, 25, (7,))).backward()
