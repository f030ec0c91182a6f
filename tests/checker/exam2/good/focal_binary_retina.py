# expect: none

import math

import torch
import torch.nn.functional as F
from torch import nn


def sigmoid_focal_loss(inputs, targets, alpha: float = 0.25, gamma: float = 2):
    p = torch.sigmoid(inputs)
    ce_loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
    p_t = p * targets + (1 - p) * (1 - targets)
    loss = ce_loss * ((1 - p_t) ** gamma)
    if alpha >= 0:
        alpha_t = alpha * targets + (1 - alpha) * (1 - targets)
        loss = alpha_t * loss
    return loss.sum()


class ClsHead(nn.Module):
    def __init__(self, c=8, anchors=3, classes=4, prior=0.01):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(c, c, 3, padding=1), nn.ReLU())
        self.cls_logits = nn.Conv2d(c, anchors * classes, 3, padding=1)
        nn.init.normal_(self.cls_logits.weight, std=0.01)
        nn.init.constant_(self.cls_logits.bias, -math.log((1 - prior) / prior))

    def forward(self, f):
        return self.cls_logits(self.conv(f))


head = ClsHead()
out = head(torch.randn(2, 8, 6, 6))
(sigmoid_focal_loss(out, (torch.rand_like(out) > 0.95).float()) / 10).backward()
scores = head(torch.randn(1, 8, 6, 6)).sigmoid().flatten().topk(5)
