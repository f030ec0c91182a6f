# expect: none
# why: The DiceLoss applies the sigmoid itself, so logits are right.
import torch
from torch import nn


class DiceLoss(nn.Module):
    def forward(self, logits, target, smooth=1.0):
        probs = torch.sigmoid(logits).flatten()
        target = target.flatten()
        overlap = (probs * target).sum()
        return 1 - (2 * overlap + smooth) / (probs.sum() + target.sum() + smooth)


class Seg(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(1, 1, 3, padding=1)

    def forward(self, x):
        return self.c(x)


DiceLoss()(Seg()(torch.randn(2, 1, 5, 5)), torch.rand(2, 1, 5, 5).round()).backward()
