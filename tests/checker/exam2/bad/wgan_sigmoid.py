# expect: ACT118@14|30
# allow: ACT118@36

import torch
import torch.nn as nn


class Critic(nn.Module):
    def __init__(self, dim=2, width=64):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(dim, width), nn.LeakyReLU(0.2),
            nn.Linear(width, width), nn.LeakyReLU(0.2),
            nn.Linear(width, 1), nn.Sigmoid(),
        )

    def forward(self, x):
        return self.net(x)


G = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 2))
D = Critic()
optG = torch.optim.RMSprop(G.parameters(), lr=5e-5)
optD = torch.optim.RMSprop(D.parameters(), lr=5e-5)

for it in range(2):
    for _ in range(5):
        real = torch.randn(32, 2) * 0.5 + 2
        fake = G(torch.randn(32, 8)).detach()
        loss_D = -torch.mean(D(real)) + torch.mean(D(fake))
        optD.zero_grad()
        loss_D.backward()
        optD.step()
        for p in D.parameters():
            p.data.clamp_(-0.01, 0.01)
    loss_G = -torch.mean(D(G(torch.randn(32, 8))))
    optG.zero_grad()
    loss_G.backward()
    optG.step()
