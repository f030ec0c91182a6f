# expect: ACT118@22
# why: The Wasserstein critic ends with a sigmoid.
import torch
import torch.nn as nn


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(8, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1), nn.Sigmoid())

    def forward(self, x):
        return self.model(x)


critic = Critic()
gen = nn.Sequential(nn.Linear(4, 8), nn.Tanh())
opt = torch.optim.RMSprop(critic.parameters(), lr=5e-5)
for _ in range(2):
    real, z = torch.randn(6, 8), torch.randn(6, 4)
    fake = gen(z).detach()
    loss_d = -torch.mean(critic(real)) + torch.mean(critic(fake))
    opt.zero_grad()
    loss_d.backward()
    opt.step()
    for p in critic.parameters():
        p.data.clamp_(-0.01, 0.01)
