# expect: none
# why: relu_ on the sum of the branches touches no tensor that is read again.
import torch
from torch import nn


class Res(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.a, self.b = nn.Conv2d(c, c, 1), nn.Conv2d(c, c, 1)

    def forward(self, x):
        y = self.b(torch.relu(self.a(x))) + x
        return y.relu_()


Res(3)(torch.randn(1, 3, 4, 4)).sum().backward()
