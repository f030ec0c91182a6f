# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class BrierNet(nn.Module):
    """Trained on the quadratic score, which takes probabilities."""

    def __init__(self, d=6, n=3):
        super().__init__()
        self.l = nn.Linear(d, n)

    def forward(self, x):
        return F.softmax(self.l(x), dim=-1)


net = BrierNet()
opt = torch.optim.Adam(net.parameters())
for _ in range(3):
    x, y = torch.randn(30, 6), torch.randint(0, 3, (30,))
    p = net(x)
    loss = ((p - F.one_hot(y, 3)) ** 2).sum(1).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    print(F.mse_loss(net(x), F.one_hot(y, 3).float()).item())
