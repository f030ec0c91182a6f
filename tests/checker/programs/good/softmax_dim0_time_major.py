# expect: none
# why: Time-major attention normalises over dim 0, which is time.
import torch
import torch.nn as nn
import torch.nn.functional as F


class TimeMajor(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.rnn = nn.GRU(d, d)
        self.score = nn.Linear(d, 1)
        self.out = nn.Linear(d, 2)

    def forward(self, x):
        h, _ = self.rnn(x)
        a = F.softmax(self.score(h), dim=0)
        return self.out((a * h).sum(dim=0))


F.cross_entropy(TimeMajor(5)(torch.randn(7, 3, 5)), torch.tensor([0, 1, 1])).backward()
