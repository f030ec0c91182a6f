# expect: none
# why: Sigmoid and ReLU are applied side by side in a highway layer, not one after the other.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Highway(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.t = nn.Linear(d, d)
        self.h = nn.Linear(d, d)

    def forward(self, x):
        gate = torch.sigmoid(self.t(x))
        return gate * F.relu(self.h(x)) + (1 - gate) * x


model = nn.Sequential(Highway(6), Highway(6), nn.Linear(6, 2))
F.cross_entropy(model(torch.randn(3, 6)), torch.tensor([0, 1, 1])).backward()
