# expect: none

from functools import partial

import torch
import torch.nn.functional as F
from torch import nn

HEADS = nn.ModuleDict({"mask": nn.Conv2d(8, 1, 1), "edge": nn.Conv2d(8, 1, 1), "depth": nn.Conv2d(8, 1, 1), "cls": nn.Conv2d(8, 5, 1)})
TRUNK = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.GELU())

LOSS = {
    "mask": F.binary_cross_entropy_with_logits,
    "edge": lambda z, t: F.binary_cross_entropy(z.sigmoid(), t),
    "depth": partial(F.smooth_l1_loss, beta=0.1),
    "cls": partial(F.cross_entropy, ignore_index=255),
}
VIEW = {"mask": torch.sigmoid, "edge": torch.sigmoid, "depth": nn.Identity(), "cls": partial(torch.softmax, dim=1)}


def losses(img, targets):
    h = TRUNK(img)
    return {k: LOSS[k](HEADS[k](h), t) for k, t in targets.items()}


targets = {
    "mask": torch.rand(2, 1, 8, 8).round(),
    "edge": torch.rand(2, 1, 8, 8).round(),
    "depth": torch.randn(2, 1, 8, 8),
    "cls": torch.randint(0, 5, (2, 8, 8)),
}
img = torch.rand(2, 3, 8, 8)
sum(losses(img, targets).values()).backward()
with torch.no_grad():
    shown = {k: VIEW[k](HEADS[k](TRUNK(img))) for k in HEADS}
