# expect: none
# why: Multi-label logits, threshold after a sigmoid.
import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.bag = nn.EmbeddingBag(20, 8, mode="mean")
        self.out = nn.Linear(8, n)

    def forward(self, ids):
        return self.out(self.bag(ids))

    def tags(self, ids, t=0.4):
        return torch.sigmoid(self(ids)) >= t


m = Tagger(5)
ids = torch.randint(0, 20, (3, 6))
nn.BCEWithLogitsLoss()(m(ids), torch.rand(3, 5).round()).backward()
print(m.tags(ids).sum())
