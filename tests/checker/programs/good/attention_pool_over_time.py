# expect: none
# why: One score per step and a softmax over time (dim=1), not over the single unit.
import torch
from torch import nn


class Pool(nn.Module):
    def __init__(self, d, n):
        super().__init__()
        self.score = nn.Linear(d, 1)
        self.fc = nn.Linear(d, n)

    def forward(self, h):
        w = torch.softmax(self.score(h), dim=1)
        return self.fc((w * h).sum(dim=1))


net = Pool(6, 3)
nn.CrossEntropyLoss()(net(torch.randn(4, 5, 6)), torch.randint(0, 3, (4,))).backward()
