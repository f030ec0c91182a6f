# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class SimCLR(nn.Module):
    def __init__(self, d=32, proj=16):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(20, d), nn.ReLU())
        self.g = nn.Sequential(nn.Linear(d, d), nn.ReLU(), nn.Linear(d, proj))

    def forward(self, x):
        return F.normalize(self.g(self.f(x)), dim=1)


def info_nce(features, n_views=2, temperature=0.07):
    n = features.shape[0] // n_views
    labels = torch.cat([torch.arange(n) for _ in range(n_views)])
    labels = (labels[None] == labels[:, None]).float()
    similarity = features @ features.T
    mask = torch.eye(labels.shape[0], dtype=torch.bool)
    labels = labels[~mask].view(labels.shape[0], -1)
    similarity = similarity[~mask].view(similarity.shape[0], -1)
    positives = similarity[labels.bool()].view(labels.shape[0], -1)
    negatives = similarity[~labels.bool()].view(similarity.shape[0], -1)
    logits = torch.cat([positives, negatives], dim=1) / temperature
    return logits, torch.zeros(logits.shape[0], dtype=torch.long)


m = SimCLR()
x = torch.randn(8, 20)
logits, target = info_nce(m(torch.cat([x + 0.1 * torch.randn_like(x), x + 0.1 * torch.randn_like(x)])))
nn.CrossEntropyLoss()(logits, target).backward()
