# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class DiceLoss(nn.Module):
    def __init__(self, from_logits=True, eps=1.0):
        super().__init__()
        self.from_logits, self.eps = from_logits, eps

    def forward(self, pred, target):
        if self.from_logits:
            pred = torch.sigmoid(pred)
        inter = (pred * target).sum((1, 2, 3))
        return (1 - (2 * inter + self.eps) / (pred.sum((1, 2, 3)) + target.sum((1, 2, 3)) + self.eps)).mean()


class ComboLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.dice, self.bce = DiceLoss(), nn.BCEWithLogitsLoss()

    def forward(self, logits, target):
        return 0.5 * self.dice(logits, target) + 0.5 * self.bce(logits, target)


class Seg(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Conv2d(1, 8, 3, padding=1), nn.Conv2d(8, 1, 1)

    def forward(self, x):
        return self.b(F.relu(self.a(x)))


def iou(logits, target, thr=0.5):
    m = logits.sigmoid() > thr
    t = target.bool()
    return (m & t).sum() / (m | t).sum().clamp(min=1)


net, crit = Seg(), ComboLoss()
x, t = torch.rand(2, 1, 10, 10), (torch.rand(2, 1, 10, 10) > 0.5).float()
out = net(x)
crit(out, t).backward()
print(iou(out, t))
