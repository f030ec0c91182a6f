# expect: none

"""Forecasts: non-negative demand through softplus, ReLU inside but a linear end, sigmoid for data in [0, 1]."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class NBeatsBlock(nn.Module):
    def __init__(self, back=12, ahead=4, width=32):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(back, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU())
        self.back, self.ahead = nn.Linear(width, back), nn.Linear(width, ahead)

    def forward(self, x):
        h = self.fc(x)
        return x - self.back(h), self.ahead(h)


class NBeats(nn.Module):
    def __init__(self, blocks=2):
        super().__init__()
        self.blocks = nn.ModuleList([NBeatsBlock() for _ in range(blocks)])

    def forward(self, x):
        total = 0
        for b in self.blocks:
            x, f = b(x)
            total = total + f
        return total


class Demand(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.out = nn.LSTM(1, 8, batch_first=True), nn.Linear(8, 1)

    def forward(self, x):
        h, _ = self.lstm(x.unsqueeze(-1))
        return F.softplus(self.out(h[:, -1])).squeeze(-1)


class Humidity(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(12, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid())

    def forward(self, x):
        return self.net(x).squeeze(-1)


x = torch.rand(6, 12)
loss = F.mse_loss(NBeats()(x), torch.randn(6, 4)) + F.l1_loss(Demand()(x), torch.rand(6) * 9)
loss = loss + F.mse_loss(Humidity()(x), torch.rand(6)) + F.huber_loss(NBeats()(x).mean(1), torch.randn(6))
loss.backward()
