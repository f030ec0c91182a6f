# expect: none
# why: An adapter 32 -> 4 -> 32 with a nonlinearity, and a LoRA branch without one.
import torch
from torch import nn


class Adapter(nn.Module):
    def __init__(self, d, r):
        super().__init__()
        self.down, self.up = nn.Linear(d, r), nn.Linear(r, d)
        self.a, self.b = nn.Linear(d, r, bias=False), nn.Linear(r, d, bias=False)

    def forward(self, x):
        return x + self.up(torch.relu(self.down(x))) + 0.5 * self.b(self.a(x))


head = nn.Linear(32, 2)
nn.functional.cross_entropy(head(torch.relu(Adapter(32, 4)(torch.randn(3, 32)))), torch.tensor([0, 1, 1])).backward()
