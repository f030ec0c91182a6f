# expect: none
# why: RetinaNet-like focal loss on logits in a Lightning-style module.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LightningModule(nn.Module):
    pass


def sigmoid_focal_loss(logits, t, alpha=0.25, gamma=2.0):
    p = logits.sigmoid()
    ce = F.binary_cross_entropy_with_logits(logits, t, reduction="none")
    pt = p * t + (1 - p) * (1 - t)
    return ((alpha * t + (1 - alpha) * (1 - t)) * (1 - pt).pow(gamma) * ce).sum()


class Retina(LightningModule):
    def __init__(self):
        super().__init__()
        self.head = nn.Conv2d(4, 3, 1)

    def training_step(self, batch, i):
        return sigmoid_focal_loss(self.head(batch[0]), batch[1])


Retina().training_step((torch.randn(1, 4, 3, 3), torch.rand(1, 3, 3, 3).round()), 0).backward()
