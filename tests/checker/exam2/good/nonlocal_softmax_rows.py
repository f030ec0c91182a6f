# expect: none

import torch
from torch import nn


class NonLocal(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.theta = nn.Conv2d(c, c // 2, 1)
        self.phi = nn.Conv2d(c, c // 2, 1)
        self.g = nn.Conv2d(c, c // 2, 1)
        self.out = nn.Conv2d(c // 2, c, 1)
        self.gamma = nn.Parameter(torch.zeros(1))
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, x):
        b, c, h, w = x.shape
        q = self.theta(x).view(b, -1, h * w).transpose(1, 2)
        k = self.phi(x).view(b, -1, h * w)
        attention = self.softmax(q @ k)
        v = self.g(x).view(b, -1, h * w)
        y = (v @ attention.transpose(1, 2)).view(b, -1, h, w)
        return x + self.gamma * self.out(y)


net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), NonLocal(8), nn.ReLU(), nn.Conv2d(8, 1, 1))
target = torch.rand(2, 1, 6, 6)
nn.L1Loss()(net(torch.rand(2, 3, 8, 8)), target).backward()
