# expect: ACT109@29

import torch
from torch import nn, optim
from torch.nn.functional import kl_div, log_softmax


class Policy(nn.Module):
    def __init__(self, obs, act):
        super().__init__()
        self.pi = nn.Sequential(nn.Linear(obs, 32), nn.Tanh(), nn.Linear(32, act))

    def log_probs(self, s):
        return log_softmax(self.pi(s), dim=-1)


old, new = Policy(8, 4), Policy(8, 4)
optimizer = optim.Adam(new.parameters(), lr=3e-4)
states = torch.randn(64, 8)
advantages = torch.randn(64)
actions = torch.randint(0, 4, (64,))

with torch.no_grad():
    old_logp = old.log_probs(states)

for _ in range(4):
    logp = new.log_probs(states)
    ratio = (logp - old_logp).gather(1, actions.unsqueeze(1)).squeeze(1).exp()
    penalty = kl_div(logp, old_logp, reduction="batchmean")
    loss = -(ratio * advantages).mean() + 0.2 * penalty
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
