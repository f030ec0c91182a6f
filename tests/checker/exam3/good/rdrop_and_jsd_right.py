# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Classifier(nn.Module):
    def __init__(self, d=7, k=4):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(d, 32), nn.ReLU(), nn.Dropout(0.3), nn.Linear(32, k))

    def forward(self, x):
        return self.f(x)


def rdrop(a, b):
    pa, pb = F.softmax(a, -1), F.softmax(b, -1)
    la, lb = F.log_softmax(a, -1), F.log_softmax(b, -1)
    return 0.5 * (F.kl_div(la, pb, reduction="batchmean") + F.kl_div(lb, pa, reduction="batchmean"))


def augmix_jsd(clean, aug1, aug2):
    p, q, r = (F.softmax(z, dim=1) for z in (clean, aug1, aug2))
    mixture = torch.clamp((p + q + r) / 3.0, 1e-7, 1).log()
    return sum(F.kl_div(mixture, t, reduction="batchmean") for t in (p, q, r)) / 3.0


def symmetric_ce(a, b, y):
    return 0.5 * (F.cross_entropy(a, y) + F.cross_entropy(b, y))


net = Classifier()
x, y = torch.randn(8, 7), torch.randint(0, 4, (8,))
one, two, three = net(x), net(x), net(x + 0.01)
loss = symmetric_ce(one, two, y) + rdrop(one, two) + 12 * augmix_jsd(one, two, three)
loss.backward()
