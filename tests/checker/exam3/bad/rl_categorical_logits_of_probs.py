# expect: ACT120@12|29|35

import torch
import torch.nn as nn
from torch.distributions import Categorical


class ActorCritic(nn.Module):
    def __init__(self, obs=4, actions=3, hidden=32):
        super().__init__()
        self.shared = nn.Sequential(nn.Linear(obs, hidden), nn.Tanh())
        self.actor = nn.Sequential(nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, actions), nn.Softmax(dim=-1))
        self.critic = nn.Linear(hidden, 1)

    def forward(self, obs):
        h = self.shared(obs)
        return self.actor(h), self.critic(h).squeeze(-1)


class PPO:
    def __init__(self, clip=0.2, entropy=0.01):
        self.net = ActorCritic()
        self.opt = torch.optim.Adam(self.net.parameters(), 3e-4)
        self.clip, self.entropy = clip, entropy

    @torch.no_grad()
    def act(self, obs):
        pi, value = self.net(obs)
        dist = Categorical(logits=pi)
        a = dist.sample()
        return a, dist.log_prob(a), value

    def update(self, obs, act, old_logp, adv, ret):
        pi, value = self.net(obs)
        dist = Categorical(logits=pi)
        ratio = (dist.log_prob(act) - old_logp).exp()
        surr = torch.min(ratio * adv, ratio.clamp(1 - self.clip, 1 + self.clip) * adv)
        loss = -surr.mean() + 0.5 * (ret - value).pow(2).mean() - self.entropy * dist.entropy().mean()
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()


agent = PPO()
obs = torch.randn(6, 4)
a, lp, v = agent.act(obs)
agent.update(obs, a, lp, torch.randn(6), torch.randn(6))
