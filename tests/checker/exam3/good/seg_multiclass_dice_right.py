# expect: none

import torch
from torch import nn
import torch.nn.functional as F


def one_hot(labels, k):
    return F.one_hot(labels, k).movedim(-1, 1).float()


def generalized_dice(scores, labels, softmax=True, eps=1e-5):
    """scores [B, C, H, W]; softmax=False for callers that already normalized them."""
    p = F.softmax(scores, dim=1) if softmax else scores
    t = one_hot(labels, scores.shape[1])
    inter = (p * t).sum((0, 2, 3))
    card = (p + t).sum((0, 2, 3))
    return 1 - (2 * inter / (card + eps)).mean()


class VNet(nn.Module):
    def __init__(self, classes=3):
        super().__init__()
        self.a = nn.Conv2d(1, 8, 3, padding=1)
        self.act = nn.PReLU(8)
        self.b = nn.Conv2d(8, classes, 1)

    def forward(self, x):
        return self.b(self.act(self.a(x)))


def objective(net, x, y, lam=0.5):
    z = net(x)
    return lam * F.cross_entropy(z, y) + (1 - lam) * generalized_dice(z, y)


def validate(net, x, y):
    with torch.no_grad():
        p = net(x).softmax(dim=1)
        return 1 - generalized_dice(p, y, softmax=False)


net = VNet()
x, y = torch.randn(2, 1, 5, 5), torch.randint(0, 3, (2, 5, 5))
objective(net, x, y).backward()
print(validate(net, x, y))
