# expect: none
# why: Cross entropy without reduction on logits is -log pi(a), weighted by the advantage.
import torch
import torch.nn as nn
import torch.nn.functional as F


class ActorCritic(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(4, 8)
        self.pi = nn.Linear(8, 2)
        self.v = nn.Linear(8, 1)

    def forward(self, s):
        h = F.relu(self.body(s))
        return self.pi(h), self.v(h)


ac = ActorCritic()
logits, value = ac(torch.randn(5, 4))
a = torch.distributions.Categorical(logits=logits).sample()
adv = torch.randn(5, 1) - value
loss = (F.cross_entropy(logits, a, reduction="none") * adv.detach().squeeze(1)).mean() + adv.pow(2).mean()
loss.backward()
