# expect: ACT120@20
# why: Categorical(logits=...) is given the softmax of the policy network.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Categorical


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=-1)


policy = Policy()
probs = policy(torch.randn(5, 4))
m = Categorical(logits=probs)
action = m.sample()
loss = (-m.log_prob(action) * torch.randn(5)).mean()
loss.backward()
