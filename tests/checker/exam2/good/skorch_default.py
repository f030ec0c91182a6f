# expect: none

import numpy as np
import torch.nn.functional as F
from skorch import NeuralNetClassifier
from torch import nn


class MyModule(nn.Module):
    def __init__(self, units=10):
        super().__init__()
        self.dense0 = nn.Linear(20, units)
        self.dense1 = nn.Linear(units, 10)
        self.output = nn.Linear(10, 2)

    def forward(self, X):
        X = F.relu(self.dense0(X))
        X = F.relu(self.dense1(X))
        # NeuralNetClassifier's NLLLoss takes the log itself
        return F.softmax(self.output(X), dim=-1)


X = np.random.randn(60, 20).astype("float32")
y = (X[:, 0] > 0).astype("int64")
net = NeuralNetClassifier(MyModule, max_epochs=2, lr=0.1, verbose=0)
net.fit(X, y)
print(net.predict_proba(X)[:3])
