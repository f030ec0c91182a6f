# expect: ACT306@18

import math

import torch
from torch import nn


class FeedForward(nn.Module):
    def __init__(self, dim, mult=4):
        super().__init__()
        self.w_in = nn.Linear(dim, dim * mult)
        self.act = nn.GELU()
        self.w_out = nn.Linear(dim * mult, dim)
        self.reset_parameters()

    def reset_parameters(self):
        nn.init.xavier_uniform_(self.w_in.weight, gain=nn.init.calculate_gain("gelu"))
        nn.init.normal_(self.w_out.weight, std=0.02 / math.sqrt(2))

    def forward(self, x):
        return x + self.w_out(self.act(self.w_in(x)))


if __name__ == "__main__":
    try:
        print(FeedForward(16)(torch.randn(2, 5, 16)).shape)
    except ValueError as e:
        print("could not build:", e)
