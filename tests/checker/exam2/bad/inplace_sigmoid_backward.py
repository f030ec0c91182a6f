# expect: ACT209@18
# allow: ACT202@18

import torch
from torch import nn


class GateBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.fc = nn.Linear(c, c)
        self.gate = nn.Linear(c, c)

    def forward(self, x):
        pre = self.fc(x)
        g = torch.sigmoid(self.gate(x))
        squashed = pre.tanh()
        squashed.relu_()
        return squashed * g + pre


block = GateBlock(8)
out = block(torch.randn(4, 8))
try:
    out.sum().backward()
except RuntimeError as err:
    print(err)
