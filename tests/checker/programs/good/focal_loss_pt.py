# expect: none
# why: Focal loss: cross entropy on logits, and p_t from exp(-ce).
import torch
import torch.nn as nn
import torch.nn.functional as F


def focal(logits, target, gamma=2.0):
    ce = F.cross_entropy(logits, target, reduction="none")
    pt = torch.exp(-ce)
    return ((1 - pt) ** gamma * ce).mean()


net = nn.Linear(6, 4)
focal(net(torch.randn(5, 6)), torch.randint(0, 4, (5,))).backward()
