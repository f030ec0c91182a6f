# ACT120
import torch
from torch import nn
from torch.distributions import Categorical


class Actor(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))

    def forward(self, observation):
        preferences = self.net(observation)
        preferences = preferences.softmax(dim=-1)  # BAD SOURCE
        return Categorical(logits=preferences)  # LOSS


actor = Actor()
optimizer = torch.optim.Adam(actor.parameters(), lr=3e-3)
for episode in range(3):
    policy = actor(torch.randn(16, 4))
    action = policy.sample()
    reward = (action == 1).float()
    loss = -(policy.log_prob(action) * (reward - reward.mean())).mean() - 0.01 * policy.entropy().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
