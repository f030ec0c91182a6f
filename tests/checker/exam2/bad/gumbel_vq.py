# expect: ACT121@17

import torch
import torch.nn as nn
import torch.nn.functional as F


class GumbelQuantizer(nn.Module):
    def __init__(self, dim=16, n_codes=32, tau=1.0):
        super().__init__()
        self.proj = nn.Linear(dim, n_codes)
        self.codebook = nn.Embedding(n_codes, dim)
        self.tau = tau

    def forward(self, z, hard=False):
        probs = F.softmax(self.proj(z), dim=-1)
        one_hot = F.gumbel_softmax(probs, tau=self.tau, hard=hard, dim=-1)
        return one_hot @ self.codebook.weight, probs


q = GumbelQuantizer()
z = torch.randn(10, 16)
z_q, probs = q(z)
loss = F.mse_loss(z_q, z) + 0.01 * (probs.mean(0) * (probs.mean(0) + 1e-8).log()).sum()
loss.backward()
