# expect: none
# why: The identity is cloned before the in-place activation.
import torch
from torch import nn


class PreAct(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.act = nn.ReLU(inplace=True)
        self.fc = nn.Linear(d, d)

    def forward(self, x):
        identity = x.clone()
        return self.fc(self.act(x)) + identity


stem = nn.Linear(4, 4)
PreAct(4)(stem(torch.randn(3, 4))).sum().backward()
