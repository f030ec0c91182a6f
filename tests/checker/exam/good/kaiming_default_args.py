# expect: none
# why: Kaiming with default arguments is the ReLU gain.
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.ModuleList([nn.Linear(4, 8), nn.Linear(8, 3)])
        for m in self.l:
            nn.init.kaiming_normal_(m.weight)

    def forward(self, x):
        return self.l[1](torch.relu(self.l[0](x)))


nn.functional.cross_entropy(Net()(torch.randn(3, 4)), torch.tensor([0, 1, 2])).backward()
