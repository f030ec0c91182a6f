# expect: ACT201@17
# why: Dropout between two linear layers is no nonlinearity.
import torch
from torch import nn


class Head(nn.Module):
    def __init__(self, d, n):
        super().__init__()
        self.dense = nn.Linear(d, d)
        self.dropout = nn.Dropout(0.1)
        self.out_proj = nn.Linear(d, n)

    def forward(self, features):
        x = self.dense(features)
        x = self.dropout(x)
        return self.out_proj(x)


Head(12, 12)(torch.randn(3, 12)).sum().backward()
