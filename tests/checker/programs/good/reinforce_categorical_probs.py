# expect: none
# why: REINFORCE: softmax in the policy and Categorical(probs).
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Categorical


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine1 = nn.Linear(4, 16)
        self.affine2 = nn.Linear(16, 2)

    def forward(self, x):
        x = F.relu(self.affine1(x))
        return F.softmax(self.affine2(x), dim=1)


policy = Policy()
probs = policy(torch.randn(5, 4))
m = Categorical(probs)
action = m.sample()
loss = -(m.log_prob(action) * torch.randn(5)).sum()
loss.backward()
