# ACT125
import torch
import torch.nn.functional as F
from torch import nn


class Policy(nn.Module):
    def __init__(self, states, actions):
        super().__init__()
        self.table = nn.Embedding(states, 16)
        self.choose = nn.Linear(16, actions)

    def forward(self, state):
        return F.log_softmax(self.choose(self.table(state)), dim=0)  # BAD SOURCE
        return F.log_softmax(self.choose(self.table(state)), dim=-1)  # GOOD


torch.manual_seed(1)
clone, expert = Policy(10, 4), {state: state % 4 for state in range(10)}
optimizer = torch.optim.Adam(clone.parameters(), lr=0.02)
for round_ in range(3):
    state = torch.randint(10, (32,))
    action = torch.tensor([expert[int(s)] for s in state])
    optimizer.zero_grad()
    F.nll_loss(clone(state), action).backward()  # LOSS
    optimizer.step()
