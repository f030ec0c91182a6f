# expect: none
# why: The factory picks activation and loss together, so each pair fits.
import torch
from torch import nn


def build(kind):
    if kind == "nll":
        return nn.Sequential(nn.Linear(5, 3), nn.LogSoftmax(dim=1)), nn.NLLLoss()
    if kind == "bce":
        return nn.Sequential(nn.Linear(5, 3), nn.Sigmoid()), nn.BCELoss()
    return nn.Sequential(nn.Linear(5, 3)), nn.CrossEntropyLoss()


for kind in ("nll", "bce", "ce"):
    model, criterion = build(kind)
    x = torch.randn(4, 5)
    y = torch.rand(4, 3).round() if kind == "bce" else torch.randint(0, 3, (4,))
    criterion(model(x), y).backward()
