# expect: none
# why: The annotation says which class makes the values; a mean square fits them.
from __future__ import annotations

import torch
from torch import nn


class Policy(nn.Module):
    def __init__(self, size: int):
        super().__init__()
        self.actor, self.critic = nn.Linear(size, 2), nn.Linear(size, 1)

    def forward(self, x):
        return torch.softmax(self.actor(x), dim=-1), self.critic(x)


class Algorithm:
    policy: Policy

    def __init__(self, policy):
        self.policy = policy

    def train(self, states, returns):
        probabilities, values = self.policy(states)
        entropy = torch.distributions.Categorical(probs=probabilities).entropy().mean()
        loss = nn.functional.mse_loss(values.squeeze(-1), returns) - 0.01 * entropy
        loss.backward()


Algorithm(Policy(5)).train(torch.randn(3, 5), torch.randn(3))
