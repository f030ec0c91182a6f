# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 8, 3), nn.ReLU())
        self.linear = nn.Sequential(nn.Linear(8 * 4, 16), nn.Sigmoid())
        self.out = nn.Linear(16, 1)

    def embed(self, x):
        return self.linear(self.conv(x).flatten(1))

    def forward(self, a, b):
        return self.out((self.embed(a) - self.embed(b)).abs()).squeeze(1)


class ContrastiveLoss(nn.Module):
    def __init__(self, margin=1.0):
        super().__init__()
        self.margin = margin

    def forward(self, e1, e2, different):
        d = F.pairwise_distance(e1, e2)
        return ((1 - different) * d.pow(2) + different * F.relu(self.margin - d).pow(2)).mean()


net, pairwise = Siamese(), ContrastiveLoss()
bce = nn.BCEWithLogitsLoss()
a, b, same = torch.randn(4, 1, 10, 10), torch.randn(4, 1, 10, 10), torch.rand(4).round()
loss = bce(net(a, b), same) + pairwise(net.embed(a), net.embed(b), 1 - same)
loss.backward()
verify = torch.sigmoid(net(a, b)) > 0.7
