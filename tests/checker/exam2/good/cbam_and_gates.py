# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class CBAM(nn.Module):
    def __init__(self, c, r=2):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(c, c // r), nn.ReLU(), nn.Linear(c // r, c))
        self.spatial = nn.Conv2d(2, 1, 3, padding=1)

    def forward(self, x):
        avg, mx = x.mean((2, 3)), x.amax((2, 3))
        ca = torch.sigmoid(self.mlp(avg) + self.mlp(mx))[:, :, None, None]
        x = x * ca
        sa = torch.sigmoid(self.spatial(torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], 1)))
        return x * sa


class Highway(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.h, self.t = nn.Linear(d, d), nn.Linear(d, d)
        nn.init.constant_(self.t.bias, -2.0)

    def forward(self, x):
        t = torch.sigmoid(self.t(x))
        return F.relu(self.h(x)) * t + x * (1 - t)


net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), CBAM(8), nn.AdaptiveAvgPool2d(1), nn.Flatten(), Highway(8), nn.Linear(8, 2))
F.cross_entropy(net(torch.rand(3, 1, 9, 9)), torch.tensor([0, 1, 1])).backward()
