# expect: none

import torch
from torch import nn
from torch.nn import functional as F


class TverskyLoss(nn.Module):
    """1 - TP / (TP + alpha FP + beta FN), on logits."""

    def __init__(self, alpha=0.3, beta=0.7, eps=1e-6):
        super().__init__()
        self.alpha, self.beta, self.eps = alpha, beta, eps

    def forward(self, logits, target):
        p = torch.sigmoid(logits).flatten(1)
        t = target.flatten(1)
        tp = (p * t).sum(1)
        fp = (p * (1 - t)).sum(1)
        fn = ((1 - p) * t).sum(1)
        return (1 - (tp + self.eps) / (tp + self.alpha * fp + self.beta * fn + self.eps)).mean()


class Combined(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleDict({"tversky": TverskyLoss(), "bce": nn.BCEWithLogitsLoss()})
        self.weights = {"tversky": 1.0, "bce": 0.5}

    def forward(self, logits, target):
        return sum(w * self.parts[k](logits, target) for k, w in self.weights.items())


class LinkNet(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.enc = nn.Conv2d(1, width, 3, 2, 1)
        self.dec = nn.ConvTranspose2d(width, width, 2, 2)
        self.cls = nn.Conv2d(width, 1, 1)

    def forward(self, x):
        return self.cls(F.relu(self.dec(F.relu(self.enc(x)))))


def fit(net, crit, data, lr=1e-2):
    opt = torch.optim.SGD(net.parameters(), lr)
    for x, t in data:
        z = net(x)
        loss = crit(z, t)
        opt.zero_grad()
        loss.backward()
        opt.step()
        iou = ((z > 0) & (t > 0)).sum() / ((z > 0) | (t > 0)).sum().clamp(min=1)
    return loss.item(), iou.item()


print(fit(LinkNet(), Combined(), [(torch.randn(2, 1, 8, 8), torch.rand(2, 1, 8, 8).round())]))
