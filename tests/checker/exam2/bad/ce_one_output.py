# expect: ACT117@26

import torch
import torch.nn as nn


class Diabetes(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 1))

    def forward(self, x):
        return self.model(x)


class Trainer:
    def __init__(self):
        self.net = Diabetes()
        self.loss = torch.nn.CrossEntropyLoss()
        self.opt = torch.optim.Adam(self.net.parameters())

    def run(self, x, y):
        for _ in range(2):
            self.opt.zero_grad()
            out = self.net(x)
            loss = self.loss(out, y)
            loss.backward()
            self.opt.step()


Trainer().run(torch.randn(10, 8), torch.zeros(10, dtype=torch.long))
