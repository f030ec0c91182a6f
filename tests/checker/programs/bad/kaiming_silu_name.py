# expect: ACT306@10
# why: kaiming_normal_ refuses nonlinearity='silu'.
# raises: ValueError
import torch
import torch.nn as nn


def init(m):
    if isinstance(m, nn.Conv2d):
        nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="silu")


net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.SiLU(), nn.Conv2d(8, 4, 1))
net.apply(init)
net(torch.randn(1, 3, 5, 5))
