# expect: none
# why: Dice gets sigmoid outputs and BCEWithLogits the logits.
import torch
from torch import nn


def dice_loss(p, t, eps=1.0):
    inter = (p * t).sum()
    return 1 - (2 * inter + eps) / (p.sum() + t.sum() + eps)


net = nn.Conv2d(3, 1, 3, padding=1)
mask = torch.rand(2, 1, 6, 6).round()
logits = net(torch.randn(2, 3, 6, 6))
loss = nn.BCEWithLogitsLoss()(logits, mask) + dice_loss(torch.sigmoid(logits), mask)
loss.backward()
