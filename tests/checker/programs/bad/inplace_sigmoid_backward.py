# expect: ACT209@16|17
# why: sigmoid_ overwrites what tanh saved for its backward, which raises.
# raises: RuntimeError
# allow: ACT202@16
import torch
from torch import nn


class Gate(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(4, 4)

    def forward(self, x):
        h = torch.tanh(self.lin(x))
        g = h.sigmoid_()
        return g * h


Gate()(torch.randn(3, 4)).sum().backward()
