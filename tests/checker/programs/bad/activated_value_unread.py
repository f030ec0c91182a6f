# expect: ACT203@17|18
# why: The relu result is bound to a name that the next line does not use.
# allow: ACT201@18
import torch
import torch.nn as nn
import torch.nn.functional as F


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(7, 14)
        self.fc2 = nn.Linear(14, 3)

    def forward(self, x):
        h1 = self.fc1(x)
        a1 = F.relu(h1)
        out = self.fc2(h1)
        return out


F.cross_entropy(Mlp()(torch.randn(4, 7)), torch.randint(0, 3, (4,))).backward()
