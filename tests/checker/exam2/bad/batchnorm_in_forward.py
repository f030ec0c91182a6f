# expect: ACT403@14

import torch
from torch import nn


class PointNetFeat(nn.Module):
    def __init__(self, out=64):
        super().__init__()
        self.mlp1 = nn.Conv1d(3, 32, 1)
        self.mlp2 = nn.Conv1d(32, out, 1)

    def forward(self, pts):
        h = torch.relu(nn.BatchNorm1d(32)(self.mlp1(pts)))
        h = self.mlp2(h)
        return h.max(dim=2).values


if __name__ == "__main__":
    feat = PointNetFeat()
    cls = nn.Linear(64, 5)
    z = feat(torch.randn(4, 3, 100))
    nn.functional.cross_entropy(cls(torch.relu(z)), torch.randint(0, 5, (4,))).backward()
