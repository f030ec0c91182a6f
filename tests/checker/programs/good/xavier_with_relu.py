# expect: none
# why: Xavier initialization in a ReLU network is common practice.
import torch
from torch import nn


def init(m):
    if isinstance(m, (nn.Linear, nn.Conv2d)):
        nn.init.xavier_uniform_(m.weight)
        if m.bias is not None:
            nn.init.zeros_(m.bias)


net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(64, 3))
net.apply(init)
nn.CrossEntropyLoss()(net(torch.randn(2, 1, 6, 6)), torch.tensor([0, 1])).backward()
