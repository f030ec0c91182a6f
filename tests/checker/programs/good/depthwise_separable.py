# expect: none
# why: A depthwise and a pointwise convolution without activation in between, as in Xception.
import torch
from torch import nn


class SeparableConv(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.depthwise = nn.Conv2d(i, i, 3, padding=1, groups=i, bias=False)
        self.pointwise = nn.Conv2d(i, o, 1, bias=False)
        self.bn = nn.BatchNorm2d(o)

    def forward(self, x):
        return torch.relu(self.bn(self.pointwise(self.depthwise(x))))


net = nn.Sequential(SeparableConv(3, 8), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 2))
nn.functional.cross_entropy(net(torch.randn(2, 3, 5, 5)), torch.tensor([1, 0])).backward()
