# expect: ACT124@14|18

import torch
import torch.nn as nn
from torch.distributions import Categorical


class Actor(nn.Module):
    def __init__(self, obs_dim=4, n_actions=2):
        super().__init__()
        self.affine1 = nn.Linear(obs_dim, 128)
        self.dropout = nn.Dropout(p=0.6)
        self.affine2 = nn.Linear(128, n_actions)
        self.squash = nn.LogSoftmax()

    def forward(self, x):
        x = torch.relu(self.dropout(self.affine1(x)))
        return self.squash(self.affine2(x))


actor = Actor()
optimizer = torch.optim.Adam(actor.parameters(), lr=1e-2)
obs = torch.randn(20, 4)
returns = torch.linspace(1, 0, 20)
log_p = actor(obs)
actions = Categorical(logits=log_p.detach()).sample()
policy_loss = -(log_p.gather(1, actions[:, None]).squeeze(1) * returns).mean()
optimizer.zero_grad()
policy_loss.backward()
optimizer.step()
