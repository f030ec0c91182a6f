# ACT107
import numpy as np
import torch
from skorch import NeuralNetClassifier
from torch import nn


class Module(nn.Module):
    def __init__(self, width=10):
        super().__init__()
        self.first = nn.Linear(8, width)
        self.last = nn.Linear(width, 3)  # BAD SOURCE
        self.last = nn.Sequential(nn.Linear(width, 3), nn.Softmax(dim=-1))  # GOOD

    def forward(self, X):
        return self.last(torch.relu(self.first(X)))


torch.manual_seed(0)
X, y = np.random.randn(24, 8).astype("float32"), np.random.randint(0, 3, 24)
net = NeuralNetClassifier(Module, max_epochs=2, lr=0.01, verbose=0, train_split=None)
net.fit(X, y)  # LOSS
