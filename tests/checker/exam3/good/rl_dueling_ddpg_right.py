# expect: none

"""A dueling Q-network, and a bounded actor with an unbounded critic."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Dueling(nn.Module):
    def __init__(self, s=4, a=3, h=16):
        super().__init__()
        self.feature = nn.Sequential(nn.Linear(s, h), nn.ReLU())
        self.advantage = nn.Sequential(nn.Linear(h, h), nn.ReLU(), nn.Linear(h, a))
        self.value = nn.Sequential(nn.Linear(h, h), nn.ReLU(), nn.Linear(h, 1))

    def forward(self, x):
        f = self.feature(x)
        adv = self.advantage(f)
        return self.value(f) + adv - adv.mean(dim=1, keepdim=True)


class Actor(nn.Module):
    def __init__(self, s=4, a=2, limit=2.0):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(s, 16), nn.ReLU(), nn.Linear(16, a), nn.Tanh())
        self.limit = limit

    def forward(self, s):
        return self.limit * self.net(s)


class QCritic(nn.Module):
    def __init__(self, s=4, a=2):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(s + a, 16), nn.ReLU(), nn.Linear(16, 1))

    def forward(self, s, a):
        return self.net(torch.cat([s, a], -1))


s = torch.randn(6, 4)
dqn = Dueling()
td = F.huber_loss(dqn(s).gather(1, torch.randint(0, 3, (6, 1))), torch.randn(6, 1))
actor, critic = Actor(), QCritic()
bellman = F.mse_loss(critic(s, torch.rand(6, 2)), torch.randn(6, 1))
actor_loss = -critic(s, actor(s)).mean()
(td + bellman + actor_loss).backward()
