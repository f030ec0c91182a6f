# expect: ACT406@9, ACT407@14

import torch
import torch.nn as nn


class Mish(nn.Module):
    def forward(self, x):
        return x * torch.tanh(torch.log(1 + torch.exp(x)))


class TeLU(nn.Module):
    def forward(self, x):
        return x * torch.tanh(torch.exp(x))


def build(act, width=32):
    return nn.Sequential(nn.Linear(10, width), act(), nn.Linear(width, width), act(), nn.Linear(width, 1))


for act in (Mish, TeLU):
    model = build(act)
    loss = nn.functional.mse_loss(model(torch.randn(6, 10)), torch.randn(6, 1))
    loss.backward()
