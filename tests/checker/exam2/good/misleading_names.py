# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.sigmoid = nn.Linear(8, 16)
        self.relu = nn.ReLU()
        self.softmax = nn.Linear(16, 3)  # the "softmax layer" of the paper

    def forward(self, x):
        probs = self.softmax(self.relu(self.sigmoid(x)))
        return probs


class BCELoss(nn.Module):
    """Own loss: takes logits."""

    def forward(self, x, y):
        return (F.softplus(x) - x * y).mean()


probabilities = Net()(torch.randn(4, 8))
loss = F.cross_entropy(probabilities, torch.tensor([0, 1, 2, 0])) + BCELoss()(probabilities, torch.ones(4, 3))
loss.backward()
