# expect: none

"""Softmax inside a network where it belongs: routing, memory addressing, mixtures, branch attention."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class TopKMoE(nn.Module):
    def __init__(self, d=8, n=4, k=2):
        super().__init__()
        self.gate = nn.Linear(d, n, bias=False)
        self.experts = nn.ModuleList([nn.Sequential(nn.Linear(d, 2 * d), nn.SiLU(), nn.Linear(2 * d, d)) for _ in range(n)])
        self.k = k

    def forward(self, x):
        router_logits = self.gate(x)
        weights = F.softmax(router_logits, dim=-1, dtype=torch.float)
        top, idx = weights.topk(self.k, dim=-1)
        top = top / top.sum(-1, keepdim=True)
        out = torch.zeros_like(x)
        for e, expert in enumerate(self.experts):
            rows, slot = (idx == e).nonzero(as_tuple=True)
            out = out.index_add(0, rows, top[rows, slot, None] * expert(x[rows]))
        density = weights.mean(0)
        usage = F.one_hot(idx[:, 0], weights.size(-1)).float().mean(0)
        return x + out, len(self.experts) * (density * usage).sum()


class SelectiveKernel(nn.Module):
    def __init__(self, c=8, m=2):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(c, c, 2 * i + 1, padding=i) for i in range(m)])
        self.fc = nn.Linear(c, c // 2)
        self.fcs = nn.ModuleList([nn.Linear(c // 2, c) for _ in range(m)])

    def forward(self, x):
        u = torch.stack([F.relu(conv(x)) for conv in self.convs], dim=1)
        z = F.relu(self.fc(u.sum(1).mean((2, 3))))
        a = torch.stack([fc(z) for fc in self.fcs], dim=1)
        a = torch.softmax(a, dim=1)[..., None, None]
        return (u * a).sum(1)


class Memory(nn.Module):
    def __init__(self, d=8, slots=5):
        super().__init__()
        self.keys, self.values = nn.Parameter(torch.randn(slots, d)), nn.Linear(slots, d, bias=False)

    def forward(self, q):
        return self.values(F.softmax(q @ self.keys.t(), dim=-1))


x = torch.randn(6, 8)
y, aux = TopKMoE()(x)
loss = F.cross_entropy(nn.Linear(8, 3)(F.gelu(Memory()(y))), torch.randint(0, 3, (6,))) + 0.01 * aux
loss = loss + SelectiveKernel()(torch.randn(2, 8, 4, 4)).pow(2).mean()
loss.backward()
