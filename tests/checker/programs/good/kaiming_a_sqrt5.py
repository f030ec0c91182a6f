# expect: none
# why: a=sqrt(5) is PyTorch's own default for linear layers.
import math
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(o, i))
        self.bias = nn.Parameter(torch.zeros(o))
        self.reset_parameters()

    def reset_parameters(self):
        nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))

    def forward(self, x):
        return nn.functional.linear(x, self.weight, self.bias)


MyLinear(4, 3)(torch.randn(2, 4)).sum().backward()
