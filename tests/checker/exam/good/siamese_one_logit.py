# expect: none
# why: One unit with BCEWithLogitsLoss.
import torch
from torch import nn


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(5, 8), nn.ReLU())
        self.out = nn.Linear(8, 1)

    def forward(self, a, b):
        return self.out(torch.abs(self.enc(a) - self.enc(b)))


nn.BCEWithLogitsLoss()(Siamese()(torch.randn(3, 5), torch.randn(3, 5)), torch.tensor([[1.0], [0.0], [1.0]])).backward()
