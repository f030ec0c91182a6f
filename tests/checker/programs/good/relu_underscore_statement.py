# expect: none
# why: torch.relu_ works in place, so its result need not be bound.
import torch
from torch import nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(5, 8), nn.Linear(8, 2)

    def forward(self, x):
        h = self.a(x)
        torch.relu_(h)
        return self.b(h)


F.cross_entropy(Net()(torch.randn(3, 5)), torch.tensor([0, 1, 0])).backward()
