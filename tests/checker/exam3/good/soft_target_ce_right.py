# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class SoftTargetCrossEntropy(nn.Module):
    def forward(self, x, target):
        return torch.sum(-target * F.log_softmax(x, dim=-1), dim=-1).mean()


class LabelSmoothing(nn.Module):
    def __init__(self, smoothing=0.1):
        super().__init__()
        self.confidence, self.smoothing = 1.0 - smoothing, smoothing

    def forward(self, x, target):
        logprobs = F.log_softmax(x, dim=-1)
        nll = -logprobs.gather(dim=-1, index=target.unsqueeze(1)).squeeze(1)
        return (self.confidence * nll - self.smoothing * logprobs.mean(dim=-1)).mean()


def mixup(x, y, k, alpha=0.8):
    lam = torch.distributions.Beta(alpha, alpha).sample()
    onehot = F.one_hot(y, k).float()
    return lam * x + (1 - lam) * x.flip(0), lam * onehot + (1 - lam) * onehot.flip(0)


def build_criterion(args):
    if args["mixup"] > 0:
        return SoftTargetCrossEntropy()
    if args["smoothing"]:
        return LabelSmoothing(args["smoothing"])
    return nn.CrossEntropyLoss()


model = nn.Sequential(nn.Flatten(), nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 5))
x, y = torch.randn(4, 3, 4), torch.randint(0, 5, (4,))
for args in ({"mixup": 0.8, "smoothing": 0.1}, {"mixup": 0, "smoothing": 0.1}, {"mixup": 0, "smoothing": 0}):
    criterion = build_criterion(args)
    samples, targets = mixup(x, y, 5) if args["mixup"] else (x, y)
    criterion(model(samples), targets).backward()
