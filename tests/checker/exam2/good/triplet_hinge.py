# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class Embedder(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(30, 40), nn.ReLU(), nn.Linear(40, 8))

    def forward(self, x):
        return F.normalize(self.net(x), p=2, dim=-1)


def batch_hard_triplet(emb, y, margin=0.3):
    dist = torch.cdist(emb, emb)
    same = y[:, None] == y[None]
    hardest_pos = (dist * same).amax(1)
    hardest_neg = (dist + 1e3 * same).amin(1)
    return F.relu(hardest_pos - hardest_neg + margin).mean()


def soft_triplet(emb, y):
    dist = torch.cdist(emb, emb)
    same = y[:, None] == y[None]
    return F.softplus((dist * same).amax(1) - (dist + 1e3 * same).amin(1)).mean()


e = Embedder()
x, y = torch.randn(12, 30), torch.arange(12) % 3
(batch_hard_triplet(e(x), y) + soft_triplet(e(x), y)).backward()
