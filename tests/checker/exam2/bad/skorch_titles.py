# expect: ACT101@23|29|32|37

import numpy as np
import torch
from skorch import NeuralNetClassifier
from torch import nn


class TitleNet(nn.Module):
    def __init__(self, num_units=24, nonlin=nn.ReLU()):
        super().__init__()
        self.dense0 = nn.Linear(20, num_units)
        self.nonlin = nonlin
        self.dropout = nn.Dropout(0.4)
        self.dense1 = nn.Linear(num_units, num_units)
        self.output = nn.Linear(num_units, 4)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, X, **kwargs):
        X = self.nonlin(self.dense0(X))
        X = self.dropout(X)
        X = self.nonlin(self.dense1(X))
        return self.softmax(self.output(X))


X = np.random.randn(80, 20).astype(np.float32)
y = np.random.randint(0, 4, 80).astype(np.int64)

net = NeuralNetClassifier(
    TitleNet,
    max_epochs=2,
    criterion=nn.CrossEntropyLoss,
    lr=0.05,
    iterator_train__shuffle=True,
    verbose=0,
)
net.fit(X, y)
print(net.predict(X)[:5])
