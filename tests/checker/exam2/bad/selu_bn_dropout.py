# expect: ACT208@8

import torch
from torch import nn


def selu_block(i, o, p=0.1):
    return nn.Sequential(nn.Linear(i, o), nn.SELU(), nn.Dropout(p))


class SNN(nn.Module):
    def __init__(self, n_in=40, depth=4, width=64):
        super().__init__()
        dims = [n_in] + [width] * depth
        self.blocks = nn.Sequential(*[selu_block(a, b) for a, b in zip(dims, dims[1:])])
        self.out = nn.Linear(width, 1)

    def forward(self, x):
        return self.out(self.blocks(x))


net = SNN()
for p in net.parameters():
    if p.dim() > 1:
        nn.init.kaiming_normal_(p, nonlinearity="linear")
    else:
        nn.init.zeros_(p)
loss = nn.functional.huber_loss(net(torch.randn(8, 40)), torch.randn(8, 1))
loss.backward()
