# expect: none
# why: A module of one's own without parameters may be made anew at every call.
import torch
from torch import nn


class Scale(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor
        self.act = nn.ReLU()

    def forward(self, x):
        return self.act(x) * self.factor


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc, self.head = nn.Linear(6, 6), nn.Linear(6, 2)

    def forward(self, x):
        scale = Scale(0.5)
        return self.head(scale(self.fc(x)))


nn.CrossEntropyLoss()(Net()(torch.randn(4, 6)), torch.tensor([0, 1, 1, 0])).backward()
