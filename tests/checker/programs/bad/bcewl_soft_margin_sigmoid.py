# expect: ACT103@19
# why: SoftMarginLoss contains the logistic function; the model applies a sigmoid before it.
import torch
import torch.nn as nn


class Margin(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(6, 1)
        self.sig = nn.Sigmoid()

    def forward(self, x):
        return self.sig(self.lin(x))


m = Margin()
target = torch.randint(0, 2, (5, 1)).float() * 2 - 1
loss = nn.SoftMarginLoss()(m(torch.randn(5, 6)), target)
loss.backward()
