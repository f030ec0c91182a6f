# expect: none
# why: Some weights of an attention pooling are dropped, as in every transformer.
import torch
from torch import nn


class Pooling(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.project, self.context = nn.Linear(size, size), nn.Linear(size, 1, bias=False)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x):
        scores = torch.tanh(self.project(x))
        weights = self.context(scores).softmax(dim=1)
        weights = self.dropout(weights)
        return (weights * x).sum(1)


Pooling(6)(torch.randn(2, 5, 6)).sum().backward()
