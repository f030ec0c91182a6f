# expect: none
# why: One tensor goes through two activations side by side (CReLU) and is concatenated.
import torch
from torch import nn


class CReLU(nn.Module):
    def forward(self, x):
        return torch.cat([torch.relu(x), torch.relu(-x)], dim=1)


net = nn.Sequential(nn.Linear(4, 6), CReLU(), nn.Linear(12, 3))
nn.functional.cross_entropy(net(torch.randn(3, 4)), torch.tensor([0, 1, 2])).backward()
