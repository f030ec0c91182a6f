# expect: ACT208@17|16
# why: SELU followed by plain Dropout instead of AlphaDropout.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Snn(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(12, 12)
        self.drop = nn.Dropout(0.2)
        self.fc2 = nn.Linear(12, 3)

    def forward(self, x):
        x = F.selu(self.fc1(x))
        x = self.drop(x)
        return self.fc2(x)


F.cross_entropy(Snn()(torch.randn(4, 12)), torch.randint(0, 3, (4,))).backward()
