# expect: ACT203@17

import torch
from torch import nn


class DDPGActor(nn.Module):
    def __init__(self, state_dim, action_dim, max_action):
        super().__init__()
        self.l1 = nn.Linear(state_dim, 64)
        self.l2 = nn.Linear(64, action_dim)
        self.max_action = max_action

    def forward(self, state):
        a = torch.relu(self.l1(state))
        raw = self.l2(a)
        squashed = torch.tanh(raw)
        return self.max_action * raw


class Critic(nn.Module):
    def __init__(self, state_dim, action_dim):
        super().__init__()
        self.q = nn.Sequential(nn.Linear(state_dim + action_dim, 64), nn.ReLU(), nn.Linear(64, 1))

    def forward(self, s, a):
        return self.q(torch.cat([s, a], 1))


actor, critic = DDPGActor(3, 1, 2.0), Critic(3, 1)
s = torch.randn(10, 3)
actor_loss = -critic(s, actor(s)).mean()
actor_loss.backward()
