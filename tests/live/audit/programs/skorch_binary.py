# ACT103
import numpy as np
import torch
from skorch import NeuralNetBinaryClassifier
from torch import nn


class Yes(nn.Module):
    def __init__(self):
        super().__init__()
        self.stack = nn.Sequential(nn.Linear(3, 6), nn.BatchNorm1d(6), nn.ReLU6(), nn.Linear(6, 1))

    def forward(self, X):
        answer = self.stack(X)
        answer = answer.sigmoid_()  # BAD SOURCE
        return answer.flatten()


np.random.seed(0)
torch.manual_seed(0)
inputs = np.random.randn(16, 3).astype("float32")
yes = (inputs[:, 0] > 0).astype("float32")
NeuralNetBinaryClassifier(Yes, max_epochs=2, verbose=0, train_split=None).fit(inputs, yes)  # LOSS
