# expect: none
# why: A gap between the mean probabilities of two groups is a penalty, not a Wasserstein loss.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 1))


def penalty(first, second):
    a = torch.sigmoid(net(first))
    b = torch.sigmoid(net(second))
    return (a.mean() - b.mean()).abs()


penalty(torch.randn(4, 6), torch.randn(5, 6)).backward()
