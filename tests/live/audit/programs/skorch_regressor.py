# ACT501
import numpy as np
import torch
from skorch import NeuralNetRegressor
from torch.nn import Linear, Module, functional


class Regression(Module):
    def __init__(self):
        super().__init__()
        self.inner, self.outer = Linear(4, 8), Linear(8, 1)  # SOURCE

    def forward(self, X):
        return self.outer(functional.softplus(self.inner(X)))


torch.manual_seed(0)
X = np.random.randn(20, 4).astype("float32")
y = X.sum(1)
y = X.sum(1, keepdims=True)  # GOOD
model = NeuralNetRegressor(Regression, max_epochs=3, batch_size=10, verbose=0, train_split=None)
model.fit(X, y)  # LOSS
