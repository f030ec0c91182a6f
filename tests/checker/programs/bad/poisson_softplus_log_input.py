# expect: ACT122@18
# why: softplus already makes a rate, but the default log_input=True exponentiates it again.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Rate(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 1)

    def forward(self, x):
        return F.softplus(self.fc(x))


rate = Rate()
loss = F.poisson_nll_loss(rate(torch.randn(5, 3)), torch.ones(5, 1))
loss.backward()
