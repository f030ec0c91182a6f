# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Bandit(nn.Module):
    def __init__(self, arms=5):
        super().__init__()
        self.preferences = nn.Parameter(torch.zeros(arms))

    def forward(self):
        return F.log_softmax(self.preferences, dim=0)


bandit = Bandit()
opt = torch.optim.SGD(bandit.parameters(), lr=0.2)
true = torch.randn(5)
baseline = 0.0
for t in range(50):
    log_pi = bandit()
    arm = torch.multinomial(log_pi.exp(), 1).item()
    reward = (true[arm] + torch.randn(())).item()
    baseline += (reward - baseline) / (t + 1)
    loss = -(reward - baseline) * log_pi[arm]
    opt.zero_grad()
    loss.backward()
    opt.step()
