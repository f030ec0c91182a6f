# expect: none
# why: Each ReLU follows an addition, not another activation.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Res(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.a, self.b = nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, x):
        out = F.relu(self.a(x))
        out = self.b(out)
        return F.relu(out + x)


net = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), Res(8), Res(8), nn.Linear(8, 2))
F.cross_entropy(net(torch.randn(4, 3)), torch.tensor([0, 1, 1, 0])).backward()
