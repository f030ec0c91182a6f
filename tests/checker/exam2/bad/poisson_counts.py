# expect: ACT122@21

import torch
from torch import nn


class BikeDemand(nn.Module):
    def __init__(self, n=12):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(n, 24), nn.ReLU(), nn.Linear(24, 1))

    def forward(self, x):
        return self.net(x).squeeze(-1)


def fit(model, X, counts, epochs=3):
    loss_fn = nn.PoissonNLLLoss(log_input=False, full=True)
    opt = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(epochs):
        rate = model(X)
        loss = loss_fn(rate, counts)
        opt.zero_grad()
        loss.backward()
        opt.step()
        print(loss.item())


fit(BikeDemand(), torch.randn(64, 12), torch.poisson(torch.full((64,), 3.0)))
