# expect: ACT129@21
# why: torch.cuda.amp.autocast wraps F.binary_cross_entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.cuda.amp import autocast


class Ctr(nn.Module):
    def __init__(self):
        super().__init__()
        self.deep = nn.Linear(7, 1)

    def forward(self, x):
        return torch.sigmoid(self.deep(x)).squeeze(1)


def train_one(net, x, y):
    with autocast():
        pred = net(x)
        loss = F.binary_cross_entropy(pred, y)
    return loss


train_one(Ctr(), torch.randn(4, 7), torch.rand(4).round()).backward()
