# expect: ACT101@24
# why: The parameter is annotated with a class whose forward ends in a softmax.
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        return torch.softmax(self.fc(x), dim=1)


class Trainer:
    def __init__(self, model: Classifier):
        self.model = model

    def step(self, x, y):
        loss = F.cross_entropy(self.model(x), y)
        loss.backward()


if __name__ == "__main__":
    Trainer(Classifier()).step(torch.randn(4, 6), torch.randint(0, 3, (4,)))
