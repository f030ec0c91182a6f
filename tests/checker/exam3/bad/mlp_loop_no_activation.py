# expect: ACT201@12|15|16|22

import torch
import torch.nn as nn


class MLP(nn.Module):
    def __init__(self, d_in, widths, d_out, dropout=0.1):
        super().__init__()
        layers = []
        for width in widths:
            layers.append(nn.Linear(d_in, width))
            layers.append(nn.Dropout(dropout))
            d_in = width
        layers.append(nn.Linear(d_in, d_out))
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x)


model = MLP(8, [32, 32], 1)
opt = torch.optim.Adam(model.parameters())
loss_fn = nn.MSELoss()
for _ in range(2):
    x = torch.randn(16, 8)
    y = x.pow(2).sum(1, keepdim=True)
    opt.zero_grad()
    loss = loss_fn(model(x), y)
    loss.backward()
    opt.step()
