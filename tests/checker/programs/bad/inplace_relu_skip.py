# expect: ACT209@15|19
# why: The in-place ReLU changes the tensor that the skip connection adds afterwards.
import torch
from torch import nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv1 = nn.Conv2d(c, c, 3, padding=1)
        self.conv2 = nn.Conv2d(c, c, 3, padding=1)

    def forward(self, x):
        out = F.relu(x, inplace=True)
        out = self.conv1(out)
        out = F.relu(out)
        out = self.conv2(out)
        return out + x


stem = nn.Conv2d(3, 4, 1)
Block(4)(stem(torch.randn(2, 3, 5, 5))).mean().backward()
