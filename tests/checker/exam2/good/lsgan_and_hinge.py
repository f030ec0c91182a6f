# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class PatchD(nn.Module):
    def __init__(self, c=1):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(c, 8, 4, 2, 1), nn.LeakyReLU(0.2, True), nn.Conv2d(8, 1, 4, 1, 1))

    def forward(self, x):
        return self.net(x)


class GANLoss(nn.Module):
    def __init__(self, mode):
        super().__init__()
        self.mode = mode
        self.register_buffer("real", torch.tensor(1.0))
        self.register_buffer("fake", torch.tensor(0.0))
        if mode == "lsgan":
            self.loss = nn.MSELoss()
        elif mode == "vanilla":
            self.loss = nn.BCEWithLogitsLoss()
        else:
            self.loss = None

    def forward(self, prediction, is_real):
        if self.mode == "hinge":
            return F.relu(1.0 - prediction if is_real else 1.0 + prediction).mean()
        target = (self.real if is_real else self.fake).expand_as(prediction)
        return self.loss(prediction, target)


D = PatchD()
for mode in ("lsgan", "vanilla", "hinge"):
    g = GANLoss(mode)
    (g(D(torch.rand(2, 1, 16, 16)), True) + g(D(torch.rand(2, 1, 16, 16)), False)).backward()
