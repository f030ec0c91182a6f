# expect: ACT306@8|17

import torch
import torch.nn as nn


def init_linear(layer, activation):
    gain = nn.init.calculate_gain(activation)
    nn.init.xavier_normal_(layer.weight, gain=gain)
    nn.init.zeros_(layer.bias)
    return layer


class FeedForward(nn.Module):
    def __init__(self, d, mult=4):
        super().__init__()
        self.w1 = init_linear(nn.Linear(d, d * mult), "gelu")
        self.w2 = init_linear(nn.Linear(d * mult, d), "linear")
        self.act = nn.GELU()

    def forward(self, x):
        return x + self.w2(self.act(self.w1(x)))


try:
    FeedForward(8)(torch.randn(2, 8))
except ValueError as error:
    print(error)
