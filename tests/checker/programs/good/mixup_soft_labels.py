# expect: none
# why: Mixed one-hot targets are probabilities and belong in the target argument.
import torch
import torch.nn.functional as F
from torch import nn

net = nn.Sequential(nn.Linear(6, 6), nn.ReLU(), nn.Linear(6, 4))
criterion = nn.CrossEntropyLoss()


def mixup(x, y, lam=0.7):
    perm = torch.randperm(x.size(0))
    return lam * x + (1 - lam) * x[perm], lam * y + (1 - lam) * y[perm]


x, y = mixup(torch.randn(5, 6), F.one_hot(torch.randint(0, 4, (5,)), 4).float())
criterion(net(x), y).backward()
