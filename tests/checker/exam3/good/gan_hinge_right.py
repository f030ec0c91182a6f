# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import spectral_norm


class ProjD(nn.Module):
    def __init__(self, n_classes=3, ch=8):
        super().__init__()
        self.conv1 = spectral_norm(nn.Conv2d(3, ch, 3, padding=1))
        self.conv2 = spectral_norm(nn.Conv2d(ch, ch, 3, padding=1))
        self.lin = spectral_norm(nn.Linear(ch, 1))
        self.emb = spectral_norm(nn.Embedding(n_classes, ch))

    def forward(self, x, y):
        h = F.relu(self.conv1(x))
        h = F.avg_pool2d(F.relu(self.conv2(h)), 2)
        h = h.sum((2, 3))
        return self.lin(h).squeeze(1) + (self.emb(y) * h).sum(1)


def d_hinge(real, fake):
    return F.relu(1.0 - real).mean() + F.relu(1.0 + fake).mean()


def g_hinge(fake):
    return -fake.mean()


d = ProjD()
x_real, x_fake = torch.randn(2, 3, 4, 4), torch.randn(2, 3, 4, 4)
y = torch.tensor([0, 2])
loss = d_hinge(d(x_real, y), d(x_fake, y))
loss.backward()
g_loss = g_hinge(d(x_fake, y))
