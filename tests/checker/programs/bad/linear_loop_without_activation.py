# expect: ACT201@17|22
# why: The loop over linear layers applies no activation between them.
import torch
from torch import nn


class Mlp(nn.Module):
    def __init__(self, depth, width):
        super().__init__()
        self.inner = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])
        self.out = nn.Linear(width, 2)
        self.act = nn.GELU()

    def forward(self, x):
        h = x
        for layer in self.inner:
            h = layer(h)
        return self.out(self.act(h))


net = Mlp(3, 8)
nn.MSELoss()(net(torch.randn(5, 8)), torch.randn(5, 2)).backward()
