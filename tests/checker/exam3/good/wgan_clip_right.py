# expect: none

import torch
import torch.nn as nn

CLIP, N_CRITIC = 0.01, 2


class Score(nn.Module):
    def __init__(self, d=4):
        super().__init__()
        self.l1, self.l2, self.l3 = nn.Linear(d, 16), nn.Linear(16, 16), nn.Linear(16, 1)
        self.act = nn.LeakyReLU(0.2)

    def forward(self, x):
        h = self.act(self.l1(x))
        h = self.act(self.l2(h))
        return self.l3(h).view(-1)


gen = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 4), nn.Sigmoid())
critic = Score()
opt_c = torch.optim.RMSprop(critic.parameters(), lr=5e-5)
opt_g = torch.optim.RMSprop(gen.parameters(), lr=5e-5)
for it in range(4):
    real = torch.rand(8, 4)
    fake = gen(torch.randn(8, 2))
    loss_c = -(critic(real).mean() - critic(fake.detach()).mean())
    opt_c.zero_grad()
    loss_c.backward()
    opt_c.step()
    for p in critic.parameters():
        p.data.clamp_(-CLIP, CLIP)
    if it % N_CRITIC == 0:
        loss_g = -critic(fake).mean()
        opt_g.zero_grad()
        loss_g.backward()
        opt_g.step()
