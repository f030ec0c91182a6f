# expect: none
# why: Sigmoid and BCELoss fit; the fused loss would only be more stable.
import torch
from torch import nn


class LogReg(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.linear = nn.Linear(n, 1)

    def forward(self, x):
        return torch.sigmoid(self.linear(x))


model = LogReg(7)
criterion = nn.BCELoss()
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(2):
    opt.zero_grad()
    criterion(model(torch.randn(5, 7)), torch.rand(5, 1).round()).backward()
    opt.step()
