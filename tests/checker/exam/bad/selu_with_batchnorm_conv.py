# expect: ACT208@14|13
# why: A self-normalizing convolution block carries a BatchNorm2d.
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.conv, self.bn, self.act = nn.Conv2d(i, o, 3), nn.BatchNorm2d(o), nn.SELU(inplace=True)

    def forward(self, x):
        x = self.bn(self.conv(x))
        return self.act(x)


Block(2, 4)(torch.randn(2, 2, 5, 5)).sum().backward()
