# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class NeRF(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(3, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU())
        self.sigma = nn.Linear(width, 1)
        self.feature = nn.Linear(width, width)
        self.rgb = nn.Sequential(nn.Linear(width + 3, width // 2), nn.ReLU(), nn.Linear(width // 2, 3), nn.Sigmoid())

    def forward(self, x, d):
        h = self.trunk(x)
        density = F.softplus(self.sigma(h) - 1).squeeze(-1)
        f = F.relu(self.feature(h))
        return density, self.rgb(torch.cat([f, d], -1))


def render(net, origins, dirs, n=8):
    z = torch.linspace(0.1, 2, n)
    pts = origins[:, None] + dirs[:, None] * z[:, None]
    sigma, rgb = net(pts, dirs[:, None].expand_as(pts))
    alpha = 1 - torch.exp(-sigma * (z[1] - z[0]))
    T = torch.cumprod(torch.cat([torch.ones(len(alpha), 1), 1 - alpha + 1e-10], 1), 1)[:, :-1]
    return ((alpha * T).unsqueeze(-1) * rgb).sum(1)


net = NeRF()
color = render(net, torch.zeros(5, 3), F.normalize(torch.randn(5, 3), dim=-1))
F.mse_loss(color, torch.rand(5, 3)).backward()
