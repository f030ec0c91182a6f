# expect: ACT209@15|17
# why: nn.ReLU(inplace=True) at the start of a pre-activation block overwrites the identity branch.
import torch
import torch.nn as nn


class PreAct(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.relu = nn.ReLU(inplace=True)
        self.fc = nn.Linear(dim, dim)

    def forward(self, x):
        identity = x
        out = self.relu(x)
        out = self.fc(out)
        out = out + identity
        return out


inp = nn.Linear(6, 6)
PreAct(6)(inp(torch.randn(3, 6))).sum().backward()
