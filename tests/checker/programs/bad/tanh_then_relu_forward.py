# expect: ACT202@16
# why: forward applies ReLU to what tanh has bounded just before.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Enc(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(5, 7)
        self.out = nn.Linear(7, 3)

    def forward(self, x):
        h = torch.tanh(self.lin(x))
        h = F.relu(h)
        return self.out(h)


F.cross_entropy(Enc()(torch.randn(4, 5)), torch.randint(0, 3, (4,))).backward()
