# expect: none
# why: Dense, GELU, norm, decoder: nothing linear meets linear.
import torch
from torch import nn


class MLMHead(nn.Module):
    def __init__(self, d, v):
        super().__init__()
        self.dense, self.act, self.norm = nn.Linear(d, d), nn.GELU(), nn.LayerNorm(d)
        self.decoder = nn.Linear(d, v)

    def forward(self, h, labels=None):
        scores = self.decoder(self.norm(self.act(self.dense(h))))
        if labels is None:
            return scores.softmax(-1)
        return nn.CrossEntropyLoss(ignore_index=-100)(scores.view(-1, scores.size(-1)), labels.view(-1))


labels = torch.full((2, 4), -100)
labels[0, 1] = 3
MLMHead(6, 9)(torch.randn(2, 4, 6), labels).backward()
