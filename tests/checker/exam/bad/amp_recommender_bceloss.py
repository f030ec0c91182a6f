# expect: ACT129@18
# why: The recommender's training_step runs BCELoss inside a cuda autocast.
import torch
from torch import nn


class Rec(nn.Module):
    def __init__(self):
        super().__init__()
        self.u, self.i = nn.Embedding(4, 5), nn.Embedding(6, 5)
        self.bce = nn.BCELoss()

    def forward(self, u, i):
        return (self.u(u) * self.i(i)).sum(-1).sigmoid()

    def training_step(self, u, i, y):
        with torch.amp.autocast("cuda"):
            return self.bce(self(u, i), y)


Rec().training_step(torch.tensor([0, 3]), torch.tensor([5, 1]), torch.tensor([1.0, 0.0])).backward()
