# expect: ACT409@10
# why: exp(x) / (1 + exp(x)) is inf / inf above 88.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Gate(nn.Module):
    def forward(self, x):
        return torch.exp(x) / (1 + torch.exp(x))


net = nn.Sequential(nn.Linear(4, 8), Gate(), nn.Linear(8, 1))
F.mse_loss(net(torch.randn(3, 4)), torch.randn(3, 1)).backward()
