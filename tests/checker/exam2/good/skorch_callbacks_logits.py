# expect: none

import numpy as np
import torch
from skorch import NeuralNet, NeuralNetBinaryClassifier
from skorch.callbacks import EpochScoring
from torch import nn


class Credit(nn.Module):
    def __init__(self, d=9):
        super().__init__()
        self.seq = nn.Sequential(nn.Linear(d, 18), nn.ReLU(), nn.Linear(18, 1))

    def forward(self, X):
        return self.seq(X).squeeze(-1)


def mean_sigmoid(net, X, y):
    z = net.forward(X)
    return torch.sigmoid(z).mean().item()


X = np.random.randn(50, 9).astype(np.float32)
y = (np.random.rand(50) > 0.5).astype(np.float32)
clf = NeuralNetBinaryClassifier(Credit, max_epochs=2, lr=0.1, verbose=0)
clf.fit(X, y)
reg = NeuralNet(Credit, criterion=nn.BCEWithLogitsLoss, max_epochs=1, verbose=0, callbacks=[EpochScoring(mean_sigmoid, name="ms")])
reg.fit(X, y)
