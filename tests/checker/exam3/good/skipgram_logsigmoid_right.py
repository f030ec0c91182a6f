# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class SkipGram(nn.Module):
    def __init__(self, vocab=30, d=8):
        super().__init__()
        self.center, self.context = nn.Embedding(vocab, d), nn.Embedding(vocab, d)

    def forward(self, c, o, neg):
        v, u = self.center(c), self.context(o)
        pos = F.logsigmoid((v * u).sum(-1))
        n = F.logsigmoid(-torch.bmm(self.context(neg), v.unsqueeze(-1)).squeeze(-1)).sum(-1)
        return -(pos + n).mean()


def dpo(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta=0.1):
    margin = (policy_chosen - policy_rejected) - (ref_chosen - ref_rejected)
    return -F.logsigmoid(beta * margin).mean()


def stable_softplus(x):
    return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))


def stable_softmax(x):
    e = torch.exp(x - x.max(dim=-1, keepdim=True).values)
    return e / e.sum(dim=-1, keepdim=True)


def safe_telu(x):
    return x * torch.tanh(torch.exp(x.clamp(max=20)))


sg = SkipGram()
loss = sg(torch.randint(0, 30, (4,)), torch.randint(0, 30, (4,)), torch.randint(0, 30, (4, 3)))
loss = loss + dpo(*(torch.randn(4) for _ in range(4))) + stable_softplus(torch.randn(3)).sum()
loss = loss + stable_softmax(torch.randn(2, 3)).sum() + safe_telu(torch.randn(3)).sum()
loss.backward()
