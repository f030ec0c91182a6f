# expect: ACT108@17|26

import torch
import torch.nn as nn
import torch.nn.functional as F


class CloudMix(nn.Module):
    """Share of seven cloud types in a satellite tile."""

    def __init__(self):
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(4, 16, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.fc = nn.Linear(16, 7)

    def forward(self, tile):
        return F.softmax(self.fc(self.cnn(tile)), dim=-1)


net = CloudMix()
kl = nn.KLDivLoss(reduction="batchmean")
opt = torch.optim.AdamW(net.parameters())
for _ in range(3):
    tiles = torch.rand(8, 4, 24, 24)
    shares = torch.distributions.Dirichlet(torch.ones(7)).sample((8,))
    loss = kl(net(tiles), shares)
    opt.zero_grad()
    loss.backward()
    opt.step()
