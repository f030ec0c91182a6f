# expect: ACT402@18
# why: self.act(h) is called as a statement and its result is lost.
# allow: ACT201@19
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inp = nn.Linear(4, 6)
        self.norm = nn.LayerNorm(6)
        self.act = nn.SiLU()
        self.out = nn.Linear(6, 1)

    def forward(self, x):
        h = self.norm(self.inp(x))
        self.act(h)
        return self.out(h)


nn.MSELoss()(Net()(torch.randn(3, 4)), torch.randn(3, 1)).backward()
