# expect: none
# why: The combo loss applies the sigmoid for Dice and keeps logits for BCE.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Combo(nn.Module):
    def __init__(self, smooth=1.0):
        super().__init__()
        self.smooth = smooth

    def forward(self, inputs, targets):
        bce = F.binary_cross_entropy_with_logits(inputs, targets)
        prob = torch.sigmoid(inputs).view(-1)
        t = targets.view(-1)
        dice = 1 - (2.0 * (prob * t).sum() + self.smooth) / (prob.sum() + t.sum() + self.smooth)
        return bce + dice


Combo()(nn.Conv2d(1, 1, 3, padding=1)(torch.randn(2, 1, 5, 5)), torch.rand(2, 1, 5, 5).round()).backward()
