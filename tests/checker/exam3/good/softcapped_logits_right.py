# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Gemmaish(nn.Module):
    def __init__(self, vocab=40, dim=16, cap=30.0):
        super().__init__()
        self.embed = nn.Embedding(vocab, dim)
        self.gate, self.up, self.down = (nn.Linear(dim, 32, bias=False), nn.Linear(dim, 32, bias=False), nn.Linear(32, dim, bias=False))
        self.norm = nn.RMSNorm(dim)
        self.cap = cap

    def forward(self, ids, targets=None):
        x = self.embed(ids)
        h = self.norm(x)
        x = x + self.down(F.gelu(self.gate(h), approximate="tanh") * self.up(h))
        logits = F.linear(self.norm(x), self.embed.weight)
        logits = self.cap * torch.tanh(logits / self.cap)
        if targets is None:
            return logits
        return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten())


def cosine_scores(a, b, scale):
    """Bounded by construction, sharpened by a learned scale."""
    return scale.exp() * F.normalize(a, dim=-1) @ F.normalize(b, dim=-1).T


lm = Gemmaish()
ids = torch.randint(0, 40, (2, 5))
loss = lm(ids, ids)
s = cosine_scores(torch.randn(4, 8), torch.randn(4, 8), torch.tensor(2.0))
(loss + F.cross_entropy(s, torch.arange(4))).backward()
