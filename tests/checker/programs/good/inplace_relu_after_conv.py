# expect: none
# why: An in-place ReLU behind a convolution overwrites nothing that anyone reads.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3)
        self.bn = nn.BatchNorm2d(6)

    def forward(self, x):
        x = self.bn(self.conv(x))
        x = F.relu(x, inplace=True)
        return x.mean((2, 3))


nn.CrossEntropyLoss()(Net()(torch.randn(2, 3, 5, 5)), torch.tensor([0, 5])).backward()
