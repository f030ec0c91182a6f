# expect: ACT105@20
# why: BCELoss gets the raw output of a linear layer and raises.
# raises: RuntimeError
import torch
from torch import nn


class LogReg(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.linear = nn.Linear(n, 1)

    def forward(self, x):
        return self.linear(x)


model = LogReg(8)
criterion = nn.BCELoss()
x, y = 3 * torch.randn(16, 8), torch.rand(16, 1).round()
loss = criterion(model(x), y)
loss.backward()
