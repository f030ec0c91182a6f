# expect: none
# why: Dropout and activation results are rebound to the same name.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(6, 9), nn.Linear(9, 9), nn.Linear(9, 2)

    def forward(self, x):
        x = F.dropout(F.relu(self.a(x)), 0.2, self.training)
        x = F.relu(self.b(x))
        x = F.dropout(x, 0.2, self.training)
        return self.c(x)


F.cross_entropy(Net()(torch.randn(4, 6)), torch.randint(0, 2, (4,))).backward()
