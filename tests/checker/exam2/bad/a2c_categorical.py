# expect: ACT120@22

import torch
import torch.nn as nn
from torch import distributions as D


class ActorCritic(nn.Module):
    def __init__(self, obs=6, actions=3):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(obs, 64), nn.Tanh())
        self.pi = nn.Linear(64, actions)
        self.v = nn.Linear(64, 1)

    def forward(self, o):
        h = self.trunk(o)
        return torch.softmax(self.pi(h), -1), self.v(h).squeeze(-1)


def act(model, o):
    probs, value = model(o)
    dist = D.Categorical(logits=probs)
    a = dist.sample()
    return a, dist.log_prob(a), dist.entropy(), value


if __name__ == "__main__":
    model = ActorCritic()
    a, logp, ent, v = act(model, torch.randn(12, 6))
    ret = torch.randn(12)
    adv = (ret - v).detach()
    (-(logp * adv).mean() + 0.5 * (ret - v).pow(2).mean() - 0.01 * ent.mean()).backward()
