# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Swish(nn.Module):
    def __init__(self):
        super().__init__()
        self.beta = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return x * torch.sigmoid(self.beta * x)


class Mish(nn.Module):
    def forward(self, x):
        return x * torch.tanh(F.softplus(x))


class SquaredReLU(nn.Module):
    def forward(self, x):
        return F.relu(x).square()


class GEGLU(nn.Module):
    def forward(self, x):
        a, b = x.chunk(2, dim=-1)
        return a * F.gelu(b)


ACT = {"swish": Swish, "mish": Mish, "relu2": SquaredReLU}


def mlp(act, d=10):
    return nn.Sequential(nn.Linear(d, 32), ACT[act](), nn.Linear(32, 32), GEGLU(), nn.Linear(16, 2))


for name in ACT:
    loss = F.cross_entropy(mlp(name)(torch.randn(5, 10)), torch.randint(0, 2, (5,)))
    loss.backward()
    print(name, loss.item())
