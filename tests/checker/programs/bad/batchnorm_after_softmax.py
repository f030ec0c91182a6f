# expect: ACT207@15
# why: BatchNorm1d shifts what the softmax has normalized.
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)
        self.sm = nn.Softmax(dim=1)
        self.bn = nn.BatchNorm1d(3)

    def forward(self, x):
        return self.bn(self.sm(self.fc(x)))


Net()(torch.randn(8, 6)).pow(2).sum().backward()
