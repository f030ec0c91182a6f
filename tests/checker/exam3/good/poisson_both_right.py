# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class CountHead(nn.Module):
    def __init__(self, d, link="log"):
        super().__init__()
        self.fc = nn.Linear(d, 1)
        self.link = link

    def forward(self, x):
        eta = self.fc(x)
        return eta if self.link == "log" else F.softplus(eta) + 1e-6


class Bikes(nn.Module):
    def __init__(self, link):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(5, 16), nn.ReLU())
        self.head = CountHead(16, link)

    def forward(self, x):
        return self.head(self.net(x))


def loss_for(link):
    if link == "log":
        return nn.PoissonNLLLoss()
    return nn.PoissonNLLLoss(log_input=False)


x, y = torch.randn(6, 5), torch.poisson(torch.full((6, 1), 3.0))
log_model, rate_model = Bikes("log"), Bikes("softplus")
(loss_for("log")(log_model(x), y) + loss_for("softplus")(rate_model(x), y)).backward()
nb = torch.distributions.Poisson(rate_model(x)).log_prob(y).mean()
