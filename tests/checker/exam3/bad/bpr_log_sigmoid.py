# expect: ACT405@19

import torch
import torch.nn as nn


class MatrixFactorization(nn.Module):
    def __init__(self, users, items, k=8):
        super().__init__()
        self.user, self.item = nn.Embedding(users, k), nn.Embedding(items, k)
        self.bias = nn.Embedding(items, 1)

    def forward(self, u, i):
        return (self.user(u) * self.item(i)).sum(-1) + self.bias(i).squeeze(-1)

    def bpr(self, u, pos, neg, reg=1e-4):
        gap = self(u, pos) - self(u, neg)
        p = gap.sigmoid()
        loss = -p.log().mean()
        return loss + reg * (self.user(u).pow(2).sum() + self.item(pos).pow(2).sum())


mf = MatrixFactorization(10, 20)
opt = torch.optim.SparseAdam if False else torch.optim.Adam
optimizer = opt(mf.parameters(), lr=0.01)
for _ in range(2):
    u, i, j = torch.randint(0, 10, (6,)), torch.randint(0, 20, (6,)), torch.randint(0, 20, (6,))
    optimizer.zero_grad()
    mf.bpr(u, i, j).backward()
    optimizer.step()
