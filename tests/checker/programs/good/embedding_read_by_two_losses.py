# expect: none
# why: The output of the first linear layer is the embedding that the triplet loss reads.
import torch
from torch import nn


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc_out = nn.Linear(6, 6)
        self.bn = nn.BatchNorm1d(6)
        self.classifier = nn.Linear(6, 3)

    def forward(self, x):
        return self.fc_out(x)

    def loss(self, x, y):
        feats = self(x)
        apart = nn.functional.triplet_margin_loss(feats[:2], feats[2:4], feats[4:])
        return apart + nn.functional.cross_entropy(self.classifier(self.bn(feats)), y)


Head().loss(torch.randn(6, 6), torch.randint(0, 3, (6,))).backward()
