# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Categorical


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine1 = nn.Linear(4, 128)
        self.dropout = nn.Dropout(p=0.6)
        self.affine2 = nn.Linear(128, 2)
        self.saved_log_probs = []
        self.rewards = []

    def forward(self, x):
        x = self.affine1(x)
        x = self.dropout(x)
        x = F.relu(x)
        action_scores = self.affine2(x)
        return F.softmax(action_scores, dim=1)


policy = Policy()
optimizer = torch.optim.Adam(policy.parameters(), lr=1e-2)


def select_action(state):
    probs = policy(state.unsqueeze(0))
    m = Categorical(probs)
    action = m.sample()
    policy.saved_log_probs.append(m.log_prob(action))
    return action.item()


for _ in range(10):
    select_action(torch.randn(4))
    policy.rewards.append(1.0)
returns = torch.tensor(policy.rewards).flip(0).cumsum(0).flip(0)
returns = (returns - returns.mean()) / (returns.std() + 1e-6)
loss = torch.cat([-lp * r for lp, r in zip(policy.saved_log_probs, returns)]).sum()
optimizer.zero_grad()
loss.backward()
optimizer.step()
