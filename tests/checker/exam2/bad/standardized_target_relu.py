# expect: ACT114@11|28

import torch
from torch import nn


class Forecaster(nn.Module):
    def __init__(self, n_series=3, hidden=20, horizon=6):
        super().__init__()
        self.lstm = nn.LSTM(n_series, hidden, num_layers=2, batch_first=True)
        self.readout = nn.Sequential(nn.Linear(hidden, horizon), nn.ReLU())

    def forward(self, window):
        _, (h, _) = self.lstm(window)
        return self.readout(h[-1])


def standardize(x):
    return (x - x.mean(0)) / x.std(0)


series = standardize(torch.randn(60, 3).cumsum(0))
windows = series[:50].unfold(0, 12, 2).transpose(1, 2)
futures = torch.stack([series[i + 12 : i + 18, 0] for i in range(0, 39, 2)])
model = Forecaster()
opt = torch.optim.Adam(model.parameters(), lr=1e-2)
for _ in range(2):
    loss = nn.functional.mse_loss(model(windows), futures)
    opt.zero_grad()
    loss.backward()
    opt.step()
