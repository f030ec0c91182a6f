# expect: ACT208@8
# why: SELU with BatchNorm1d between the layers.
import torch
from torch import nn

layers = []
for i, o in ((10, 16), (16, 16)):
    layers += [nn.Linear(i, o), nn.BatchNorm1d(o), nn.SELU()]
layers.append(nn.Linear(16, 2))
net = nn.Sequential(*layers)
nn.functional.cross_entropy(net(torch.randn(6, 10)), torch.randint(0, 2, (6,))).backward()
