# expect: ACT401@15
# why: nn.Tanh takes no argument, so nn.Tanh(h) raises in its constructor.
# raises: TypeError
import torch
from torch import nn


class Pooler(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.dense = nn.Linear(d, d)

    def forward(self, states):
        first = states[:, 0]
        return nn.Tanh(self.dense(first))


Pooler(4)(torch.randn(2, 3, 4))
