# expect: ACT404@10, ACT405@15

import torch
import torch.nn.functional as F
from torch import nn


def entropy(logits):
    p = F.softmax(logits, dim=-1)
    log_p = p.log()
    return -(p * log_p).sum(-1)


def bpr_loss(pos_scores, neg_scores):
    return -torch.mean(torch.log(torch.sigmoid(pos_scores - neg_scores)))


class MF(nn.Module):
    def __init__(self, users, items, k=8):
        super().__init__()
        self.u = nn.Embedding(users, k)
        self.i = nn.Embedding(items, k)

    def forward(self, u, i):
        return (self.u(u) * self.i(i)).sum(-1)


mf = MF(20, 40)
u, pos, neg = torch.randint(20, (16,)), torch.randint(40, (16,)), torch.randint(40, (16,))
loss = bpr_loss(mf(u, pos), mf(u, neg)) - 0.001 * entropy(mf.u(u) @ mf.i.weight.T).mean()
loss.backward()
