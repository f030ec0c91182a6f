# expect: none
# why: Cosines over a temperature lie between -1/t and 1/t; their exponentials are finite.
import torch
import torch.nn.functional as F
from torch import nn

encoder = nn.Linear(6, 4)


def info_nce(first, second, temperature=0.2):
    first, second = F.normalize(first, dim=1), F.normalize(second, dim=1)
    positive = torch.exp(torch.sum(first * second, dim=1) / temperature)
    every = torch.exp(torch.matmul(first, second.T) / temperature).sum(dim=1)
    return -torch.log(positive / every).mean()


x = torch.randn(5, 6)
info_nce(encoder(x), encoder(x + 0.1)).backward()
