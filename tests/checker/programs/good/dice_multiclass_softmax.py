# expect: none
# why: Multi-class Dice on softmax plus cross entropy on the logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


def dice(logits, target, classes):
    p = F.softmax(logits, dim=1)
    onehot = F.one_hot(target, classes).permute(0, 3, 1, 2).float()
    inter = (p * onehot).sum((0, 2, 3))
    return 1 - (2 * inter / (p.sum((0, 2, 3)) + onehot.sum((0, 2, 3)) + 1e-6)).mean()


net = nn.Conv2d(3, 4, 1)
y = torch.randint(0, 4, (2, 5, 5))
out = net(torch.randn(2, 3, 5, 5))
(F.cross_entropy(out, y) + dice(out, y, 4)).backward()
