# expect: ACT101@18|24|27|29

import numpy as np
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from skorch import NeuralNetClassifier
from torch import nn


class MyModule(nn.Module):
    def __init__(self, num_units=10, nonlin=nn.ReLU()):
        super().__init__()
        self.dense0 = nn.Linear(20, num_units)
        self.nonlin = nonlin
        self.dropout = nn.Dropout(0.5)
        self.dense1 = nn.Linear(num_units, num_units)
        self.output = nn.Linear(num_units, 2)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, X, **kwargs):
        X = self.nonlin(self.dense0(X))
        X = self.dropout(X)
        X = self.nonlin(self.dense1(X))
        return self.softmax(self.output(X))


net = NeuralNetClassifier(
    MyModule,
    criterion=nn.CrossEntropyLoss,
    max_epochs=1,
    lr=0.1,
    verbose=0,
)
pipe = Pipeline([("scale", StandardScaler()), ("net", net)])
X = np.random.randn(32, 20).astype(np.float32)
y = (X[:, 0] > 0).astype(np.int64)
pipe.fit(X, y)
