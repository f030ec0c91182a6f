# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class Retrieval(nn.Module):
    def __init__(self, users=40, items=60, d=16):
        super().__init__()
        self.user = nn.Sequential(nn.Embedding(users, d), nn.Linear(d, d), nn.ReLU(), nn.Linear(d, d))
        self.item = nn.Sequential(nn.Embedding(items, d), nn.Linear(d, d), nn.ReLU(), nn.Linear(d, d))

    def forward(self, u, i):
        return self.user(u) @ self.item(i).T

    @torch.no_grad()
    def recommend(self, u, k=5):
        scores = self.user(u) @ self.item(torch.arange(60)).T
        return torch.sigmoid(scores).topk(k)


def sampled_softmax(scores, log_q):
    return F.cross_entropy(scores - log_q, torch.arange(len(scores)))


m = Retrieval()
u, i = torch.randint(0, 40, (8,)), torch.randint(0, 60, (8,))
sampled_softmax(m(u, i), torch.full((8,), 1 / 60).log()).backward()
m.recommend(u)
