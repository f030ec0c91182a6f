# expect: none

import copy

import torch
import torch.nn as nn
import torch.nn.functional as F


class WRN(nn.Module):
    def __init__(self, k=5):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.BatchNorm2d(8), nn.LeakyReLU(0.1), nn.Flatten(), nn.Linear(8 * 9, k))

    def forward(self, x):
        return self.net(x)


class SemiSupervised:
    def __init__(self, model, threshold=0.95, ramp=1.0):
        self.model = model
        self.ema = copy.deepcopy(model).requires_grad_(False)
        self.threshold, self.ramp = threshold, ramp

    def supervised(self, x, y):
        return F.cross_entropy(self.model(x), y)

    def pseudo_label(self, weak, strong):
        with torch.no_grad():
            probs = torch.softmax(self.model(weak), dim=-1)
            confidence, label = probs.max(dim=-1)
            mask = confidence.ge(self.threshold).float()
        return (F.cross_entropy(self.model(strong), label, reduction="none") * mask).mean()

    def consistency(self, x):
        student = self.model(x).softmax(1)
        teacher = self.ema(x).softmax(1)
        return F.mse_loss(student, teacher)

    def soft_pseudo(self, weak, strong, T=0.5):
        with torch.no_grad():
            p = self.ema(weak).softmax(1) ** (1 / T)
            p = p / p.sum(1, keepdim=True)
        return F.cross_entropy(self.model(strong), p)

    def loss(self, x, y, u):
        s = u + 0.1 * torch.randn_like(u)
        return self.supervised(x, y) + self.pseudo_label(u, s) + self.ramp * (self.consistency(u) + self.soft_pseudo(u, s))


algo = SemiSupervised(WRN())
algo.loss(torch.randn(4, 3, 8, 8), torch.randint(0, 5, (4,)), torch.randn(6, 3, 8, 8)).backward()
