# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class PointerDecoder(nn.Module):
    """Attention model for routing; the logits are clipped to ±C on purpose (Bello et al.)."""

    def __init__(self, d=16, clip=10.0):
        super().__init__()
        self.q = nn.Linear(d, d, bias=False)
        self.k = nn.Linear(d, d, bias=False)
        self.clip = clip

    def forward(self, query, nodes, visited):
        u = (self.k(nodes) @ self.q(query).unsqueeze(-1)).squeeze(-1) / nodes.size(-1) ** 0.5
        u = self.clip * torch.tanh(u)
        return u.masked_fill(visited, float("-inf"))


dec = PointerDecoder()
nodes, visited = torch.randn(5, 8, 16), torch.zeros(5, 8, dtype=torch.bool)
visited[:, 0] = True
u = dec(nodes.mean(1), nodes, visited)
next_node = torch.distributions.Categorical(logits=u).sample()
teacher = torch.randint(1, 8, (5,))
F.cross_entropy(u, teacher).backward()
