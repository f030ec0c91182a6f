# expect: ACT101@33
# why: A scikit-learn-like wrapper stores module and criterion classes; the module ends with softmax.
import torch
from torch import nn


class MyModule(nn.Module):
    def __init__(self):
        super().__init__()
        self.dense0 = nn.Linear(20, 10)
        self.output = nn.Linear(10, 2)

    def forward(self, X):
        X = torch.relu(self.dense0(X))
        return torch.softmax(self.output(X), dim=-1)


class NetClassifier:
    def __init__(self, module, criterion, lr):
        self.module_ = module()
        self.criterion_ = criterion()
        self.optimizer_ = torch.optim.SGD(self.module_.parameters(), lr=lr)

    def fit(self, X, y, epochs=2):
        for _ in range(epochs):
            self.optimizer_.zero_grad()
            y_pred = self.module_(X)
            self.get_loss(y_pred, y).backward()
            self.optimizer_.step()
        return self

    def get_loss(self, y_pred, y_true):
        return self.criterion_(y_pred, y_true)


NetClassifier(MyModule, nn.CrossEntropyLoss, lr=0.1).fit(torch.randn(8, 20), torch.randint(0, 2, (8,)))
