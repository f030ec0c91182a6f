# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class Expert(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.w1 = nn.Linear(d, h, bias=False)
        self.w2 = nn.Linear(h, d, bias=False)
        self.w3 = nn.Linear(d, h, bias=False)

    def forward(self, x):
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


class SparseMoE(nn.Module):
    def __init__(self, d=16, h=32, n_experts=4, top_k=2):
        super().__init__()
        self.gate = nn.Linear(d, n_experts, bias=False)
        self.experts = nn.ModuleList(Expert(d, h) for _ in range(n_experts))
        self.top_k = top_k

    def forward(self, x):
        router_logits = self.gate(x)
        weights = F.softmax(router_logits, dim=-1)
        weights, chosen = torch.topk(weights, self.top_k, dim=-1)
        weights = weights / weights.sum(-1, keepdim=True)
        out = torch.zeros_like(x)
        for i, expert in enumerate(self.experts):
            rows, slot = torch.where(chosen == i)
            if len(rows):
                out[rows] += weights[rows, slot, None] * expert(x[rows])
        return out, router_logits


def load_balancing(router_logits, n_experts=4):
    p = router_logits.softmax(-1)
    picked = F.one_hot(p.argmax(-1), n_experts).float()
    return n_experts * (p.mean(0) * picked.mean(0)).sum()


moe, head = SparseMoE(), nn.Linear(16, 6)
x, y = torch.randn(20, 16), torch.randint(0, 6, (20,))
h, rl = moe(x)
loss = F.cross_entropy(head(x + h), y) + 0.01 * load_balancing(rl)
loss.backward()
