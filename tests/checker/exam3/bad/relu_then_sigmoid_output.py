# expect: ACT202@15|22|25

import torch
import torch.nn as nn


class Block(nn.Module):
    def __init__(self, i, o, activation=nn.ReLU):
        super().__init__()
        self.fc = nn.Linear(i, o)
        self.bn = nn.BatchNorm1d(o)
        self.act = activation()

    def forward(self, x):
        return self.act(self.bn(self.fc(x)))


class Fraud(nn.Module):
    def __init__(self, d=12):
        super().__init__()
        self.blocks = nn.Sequential(Block(d, 24), Block(24, 12), Block(12, 1))
        self.prob = nn.Sigmoid()

    def forward(self, x):
        return self.prob(self.blocks(x))


model = Fraud()
criterion = nn.BCELoss()
x, y = torch.randn(16, 12), torch.rand(16, 1).round()
loss = criterion(model(x), y)
loss.backward()
