# expect: none

import torch
import torch.nn as nn


class Churn(nn.Module):
    def __init__(self, n=9):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n, 20), nn.ReLU())
        self.head = nn.Sequential(nn.Linear(20, 1), nn.Sigmoid())

    def logits(self, x):
        return self.head[0](self.body(x))

    def forward(self, x):
        return self.head(self.body(x))


m = Churn()
x, y = torch.randn(10, 9), torch.randint(0, 2, (10, 1)).float()
loss = nn.BCEWithLogitsLoss()(m.logits(x), y)
loss.backward()
print((m(x) > 0.5).sum())
