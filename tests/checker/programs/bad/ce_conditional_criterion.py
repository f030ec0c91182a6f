# expect: ACT101@16
# why: A conditional expression picks between two logits losses; both are wrong for a softmax output.
import torch
from torch import nn


def make_criterion(weights=None):
    return nn.CrossEntropyLoss(weight=weights) if weights is not None else nn.CrossEntropyLoss()


def experiment(weights=None):
    criterion = make_criterion(weights)
    net = nn.Sequential(nn.Linear(5, 3))
    net.append(nn.Softmax(dim=1))
    x, y = torch.randn(4, 5), torch.tensor([0, 1, 2, 0])
    loss = criterion(net(x), y)
    loss.backward()


experiment(torch.ones(3))
