# expect: ACT115@17|9
# why: A soft Dice bound by partial gets the decoder's raw maps.
from functools import partial
import torch
from torch import nn


def soft_dice(scores, masks, eps):
    inter = torch.sum(scores * masks, dim=(1, 2, 3))
    union = torch.sum(scores, dim=(1, 2, 3)) + torch.sum(masks, dim=(1, 2, 3))
    return 1 - torch.mean((2 * inter + eps) / (union + eps))


criterion = partial(soft_dice, eps=1.0)
decoder = nn.Sequential(nn.Conv2d(4, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 1, 1))
maps = decoder(torch.randn(2, 4, 5, 5))
loss = criterion(maps, torch.rand(2, 1, 5, 5).round())
loss.backward()
