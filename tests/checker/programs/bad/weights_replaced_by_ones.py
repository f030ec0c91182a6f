# expect: ACT305@12|16, ACT305@13|16, ACT305@24|27
# why: Ones, a constant, and ones again: each unit of a layer computes the same.
import torch
from torch import nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(5, 8), nn.Linear(8, 8), Plain(8, 2)
        self.a.weight.data = torch.ones(8, 5)
        self.b.weight = nn.Parameter(torch.full((8, 8), 0.1))

    def forward(self, x):
        return self.c(torch.relu(self.b(torch.relu(self.a(x)))))


class Plain(nn.Module):
    def __init__(self, wide, out):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(out))
        # as if it were a norm
        self.weight = nn.Parameter(torch.ones(out, wide))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


nn.CrossEntropyLoss()(Net()(torch.randn(3, 5)), torch.tensor([0, 1, 1])).backward()
