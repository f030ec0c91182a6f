# expect: ACT206@15|20|21

import torch
from torch import nn


class DigitMLP(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.flatten = nn.Flatten()
        self.dense1 = nn.Linear(64, hidden)
        self.dense2 = nn.Linear(hidden, hidden)
        self.dense3 = nn.Linear(hidden, 10)
        self.relu = nn.ReLU()
        self.soft = nn.Softmax(dim=1)

    def forward(self, x):
        x = self.flatten(x)
        x = self.relu(self.dense1(x))
        x = self.soft(self.dense2(x))
        return self.dense3(x)


net = DigitMLP()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
ce = nn.CrossEntropyLoss()
for _ in range(2):
    opt.zero_grad()
    ce(net(torch.randn(8, 8, 8)), torch.randint(0, 10, (8,))).backward()
    opt.step()
