# ACT127
import torch
from torch import nn


class Attended(nn.Module):
    def __init__(self):
        super().__init__()
        self.score = nn.Linear(4, 1)
        self.read = nn.Linear(4, 5)

    def forward(self, steps):
        weights = self.score(steps).squeeze(-1).softmax(-1)
        summary = (weights.unsqueeze(-1) * steps).sum(1)
        first = torch.softmax(self.read(summary), dim=1)  # BAD SOURCE
        first = self.read(summary)  # GOOD
        return torch.softmax(first, dim=1)  # LOSS


net = Attended()
optimizer = torch.optim.Adam(net.parameters())
for _ in range(3):
    chance = net(torch.randn(7, 6, 4))
    loss = nn.NLLLoss()((chance + 1e-9).log(), torch.randint(0, 5, (7,)))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
