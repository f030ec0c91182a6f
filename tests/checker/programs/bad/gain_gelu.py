# expect: ACT306@14
# why: calculate_gain knows no gelu and raises ValueError.
# raises: ValueError
import torch
from torch import nn


class Ffn(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.up = nn.Linear(d, 4 * d)
        self.act = nn.GELU()
        self.down = nn.Linear(4 * d, d)
        nn.init.xavier_uniform_(self.up.weight, gain=nn.init.calculate_gain("gelu"))

    def forward(self, x):
        return self.down(self.act(self.up(x)))


Ffn(4)(torch.randn(2, 4))
