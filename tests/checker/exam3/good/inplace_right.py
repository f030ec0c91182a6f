# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Bottleneck(nn.Module):
    def __init__(self, c, mid, downsample=None):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(c, mid, 1, bias=False), nn.BatchNorm2d(mid)
        self.conv2, self.bn2 = nn.Conv2d(mid, c, 3, padding=1, bias=False), nn.BatchNorm2d(c)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = downsample

    def forward(self, x):
        identity = x
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.downsample is not None:
            identity = self.downsample(x)
        out += identity
        return self.relu(out)


class PreAct(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.bn, self.conv = nn.BatchNorm2d(c), nn.Conv2d(c, c, 3, padding=1)

    def forward(self, x):
        h = F.relu(self.bn(x), inplace=True)
        return x + self.conv(h)


class Stack(nn.Module):
    def __init__(self, c=8):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, c, 3, padding=1), nn.BatchNorm2d(c), nn.ReLU(inplace=True))
        self.layers = nn.Sequential(Bottleneck(c, 4), Bottleneck(c, 4, nn.Conv2d(c, c, 1)), PreAct(c))
        self.head = nn.Conv2d(c, 2, 1)

    def forward(self, x):
        x = self.layers(self.stem(x))
        F.relu_(x)
        return self.head(x)


net = Stack()
loss = F.cross_entropy(net(torch.randn(2, 3, 5, 5)), torch.randint(0, 2, (2, 5, 5)))
loss.backward()
