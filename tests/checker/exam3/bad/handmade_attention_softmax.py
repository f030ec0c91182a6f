# expect: ACT409@17

import math

import torch
import torch.nn as nn


class ManualAttention(nn.Module):
    def __init__(self, d=8):
        super().__init__()
        self.q, self.k, self.v = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)
        self.d = d

    def normalize(self, scores):
        weights = torch.exp(scores)
        return weights / weights.sum(dim=-1, keepdim=True)

    def forward(self, x):
        scores = self.q(x) @ self.k(x).transpose(-1, -2) / math.sqrt(self.d)
        return self.normalize(scores) @ self.v(x)


att = ManualAttention()
out = att(torch.randn(2, 5, 8))
loss = nn.functional.mse_loss(out, torch.randn(2, 5, 8))
loss.backward()
