# expect: ACT203@17, ACT201@18
# why: The result of the ReLU is bound, then replaced before anything reads it.
import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(6, 12)
        self.second = nn.Linear(12, 12)
        self.third = nn.Linear(12, 3)

    def forward(self, x):
        hidden = self.first(x)
        out = F.relu(hidden)
        out = self.second(hidden)
        out = F.relu(out)
        return self.third(out)


F.cross_entropy(Net()(torch.randn(4, 6)), torch.tensor([0, 1, 2, 0])).backward()
