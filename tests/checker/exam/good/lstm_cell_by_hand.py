# expect: none
# why: A hand-written LSTM cell uses sigmoid and tanh as gates.
import torch
from torch import nn


class Cell(nn.Module):
    def __init__(self, i, h):
        super().__init__()
        self.x2g, self.h2g = nn.Linear(i, 4 * h), nn.Linear(h, 4 * h)

    def forward(self, x, state):
        h, c = state
        i, f, g, o = (self.x2g(x) + self.h2g(h)).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


cell, head = Cell(3, 5), nn.Linear(5, 2)
state = (torch.zeros(2, 5), torch.zeros(2, 5))
for t in range(3):
    state = cell(torch.randn(2, 3), state)
nn.CrossEntropyLoss()(head(state[0]), torch.tensor([0, 1])).backward()
