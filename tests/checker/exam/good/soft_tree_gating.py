# expect: none
# why: A soft decision tree multiplies sigmoid gates and mixes leaf logits.
import torch
from torch import nn


class Tree(nn.Module):
    def __init__(self, d, k):
        super().__init__()
        self.split = nn.Linear(d, 3)
        self.leaves = nn.Parameter(torch.randn(4, k))

    def forward(self, x):
        g = torch.sigmoid(self.split(x))
        left, right = g[:, :1], 1 - g[:, :1]
        mu = torch.cat([left * g[:, 1:2], left * (1 - g[:, 1:2]), right * g[:, 2:], right * (1 - g[:, 2:])], 1)
        return mu @ self.leaves


nn.functional.cross_entropy(Tree(5, 3)(torch.randn(4, 5)), torch.randint(0, 3, (4,))).backward()
