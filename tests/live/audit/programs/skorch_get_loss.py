# ACT112
import numpy as np
import torch
from skorch import NeuralNet
from torch import nn


class Weighted(NeuralNet):
    def get_loss(self, y_pred, y_true, X=None, training=False):
        logits, extra = y_pred
        main = super().get_loss(logits, y_true, X=X, training=training)  # LOSS
        return main + 0.01 * extra.pow(2).mean()


class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.body, self.head, self.side = nn.Linear(6, 6), nn.Linear(6, 3), nn.Linear(6, 2)

    def forward(self, X):
        h = torch.tanh(self.body(X))
        scores = self.head(h)
        scores = scores.relu()  # BAD SOURCE
        return scores, self.side(h)


torch.manual_seed(0)
X, y = np.random.randn(12, 6).astype("float32"), np.random.randint(0, 3, 12)
Weighted(Two, criterion=nn.CrossEntropyLoss, max_epochs=2, verbose=0, train_split=None).fit(X, y)
