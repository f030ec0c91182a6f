# expect: none

import math

import torch
import torch.nn.functional as F
from torch import nn


class ArcMarginProduct(nn.Module):
    def __init__(self, in_features, out_features, s=30.0, m=0.5):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(out_features, in_features))
        nn.init.xavier_uniform_(self.weight)
        self.s, self.cos_m, self.sin_m = s, math.cos(m), math.sin(m)

    def forward(self, x, label):
        cosine = F.linear(F.normalize(x), F.normalize(self.weight))
        sine = torch.sqrt((1.0 - cosine.pow(2)).clamp(1e-9, 1))
        phi = cosine * self.cos_m - sine * self.sin_m
        one_hot = F.one_hot(label, cosine.size(1)).float()
        output = one_hot * phi + (1.0 - one_hot) * cosine
        return output * self.s


backbone = nn.Sequential(nn.Linear(50, 64), nn.PReLU(), nn.Linear(64, 32))
margin = ArcMarginProduct(32, 10)
faces, who = torch.randn(6, 50), torch.randint(0, 10, (6,))
loss = F.cross_entropy(margin(backbone(faces), who), who)
loss.backward()
