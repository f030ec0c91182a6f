# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, x):
        return x * self.scale


class FCOS(nn.Module):
    def __init__(self, c=8, classes=3):
        super().__init__()
        tower = []
        for _ in range(2):
            tower += [nn.Conv2d(c, c, 3, padding=1), nn.GroupNorm(4, c), nn.ReLU()]
        self.tower = nn.Sequential(*tower)
        self.cls, self.reg, self.ctr = nn.Conv2d(c, classes, 1), nn.Conv2d(c, 4, 1), nn.Conv2d(c, 1, 1)
        self.scale = Scale()

    def forward(self, f):
        t = self.tower(f)
        return self.cls(t), F.relu(self.scale(self.reg(t))), self.ctr(t)


def giou_like(pred, target):
    inter = torch.minimum(pred, target).clamp(min=0).prod(1)
    union = pred.clamp(min=0).prod(1) + target.prod(1) - inter
    return 1 - inter / union.clamp(min=1e-6)


def loss(out, t):
    cls, reg, ctr = out
    l_cls = F.binary_cross_entropy_with_logits(cls, t["cls"])
    l_ctr = F.binary_cross_entropy_with_logits(ctr, t["ctr"])
    return l_cls + l_ctr + giou_like(reg, t["reg"]).mean()


@torch.no_grad()
def infer(model, f):
    cls, reg, ctr = model(f)
    return (cls.sigmoid() * ctr.sigmoid()).sqrt(), reg


model = FCOS()
f = torch.randn(1, 8, 4, 4)
loss(model(f), {"cls": torch.rand(1, 3, 4, 4).round(), "ctr": torch.rand(1, 1, 4, 4), "reg": torch.rand(1, 4, 4, 4)}).backward()
infer(model, f)
