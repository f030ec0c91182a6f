# ACT113
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Settings:
    width: int = 6
    classes: int = 3
    steps: int = 3


class Points(nn.Module):
    """A small PointNet."""

    def __init__(self, settings):
        super().__init__()
        self.each = nn.Conv1d(3, settings.width, 1)
        self.whole = nn.Linear(settings.width, settings.classes)

    def forward(self, cloud):
        logits = self.whole(F.elu(self.each(cloud)).amax(dim=2))
        return torch.tanh(logits)  # BAD SOURCE
        return 20 * torch.tanh(logits / 20)  # GOOD


settings = Settings()
points = Points(settings)
optimizer = torch.optim.Adam(points.parameters(), amsgrad=True)
for _ in range(settings.steps):
    loss = F.cross_entropy(points(torch.randn(6, 3, 20)), torch.randint(settings.classes, (6,)))  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
