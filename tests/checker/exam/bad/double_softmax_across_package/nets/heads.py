# expect: none
# why: The network's registry returns a model whose out_activation string selects a softmax.
import torch
from torch import nn


class ClassifierHead(nn.Module):
    def __init__(self, dim, classes):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.linear = nn.Linear(dim, classes)

    def forward(self, feats):
        scores = self.linear(self.norm(feats))
        return torch.nn.functional.softmax(scores, dim=-1)
