# expect: none
# why: A soft Jaccard on softmax(dim=1) foreground probabilities.
import torch
from torch import nn


def jaccard(p, t, eps=1e-6):
    inter = (p * t).sum((1, 2))
    return 1 - ((inter + eps) / (p.sum((1, 2)) + t.sum((1, 2)) - inter + eps)).mean()


net = nn.Conv2d(3, 2, 1)
fg = torch.softmax(net(torch.randn(2, 3, 4, 4)), dim=1)[:, 1]
jaccard(fg, torch.rand(2, 4, 4).round()).backward()
