# expect: ACT203@19
# allow: ACT201@20

import torch
import torch.nn as nn
import torch.nn.functional as F


class Bottleneck(nn.Module):
    def __init__(self, c=32):
        super().__init__()
        self.reduce = nn.Conv2d(c, c // 2, 1)
        self.conv = nn.Conv2d(c // 2, c // 2, 3, padding=1)
        self.expand = nn.Conv2d(c // 2, c, 1)

    def forward(self, x):
        h = F.relu(self.reduce(x))
        h2 = self.conv(h)
        h2_act = F.relu(h2)
        out = self.expand(h2)
        return F.relu(out + x)


net = nn.Sequential(nn.Conv2d(3, 32, 3), Bottleneck(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 10))
F.cross_entropy(net(torch.rand(2, 3, 9, 9)), torch.tensor([4, 5])).backward()
