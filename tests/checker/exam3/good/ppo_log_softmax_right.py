# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Bernoulli, Normal


class Agent(nn.Module):
    def __init__(self, obs=4, n=3):
        super().__init__()
        self.pi = nn.Sequential(nn.Linear(obs, 16), nn.Tanh(), nn.Linear(16, n))
        self.mean = nn.Sequential(nn.Linear(obs, 16), nn.Tanh(), nn.Linear(16, 2), nn.Tanh())
        self.log_std = nn.Parameter(torch.zeros(2))
        self.stop = nn.Linear(obs, 1)
        self.v = nn.Sequential(nn.Linear(obs, 16), nn.Tanh(), nn.Linear(16, 1))

    def evaluate(self, obs, act, cont, stop):
        logp_all = F.log_softmax(self.pi(obs), dim=-1)
        logp = logp_all.gather(1, act.unsqueeze(1)).squeeze(1)
        entropy = -(logp_all.exp() * logp_all).sum(-1)
        normal = Normal(self.mean(obs), self.log_std.exp())
        bern = Bernoulli(logits=self.stop(obs).squeeze(-1))
        return logp + normal.log_prob(cont).sum(-1) + bern.log_prob(stop), entropy, self.v(obs).squeeze(-1)


def ppo_loss(agent, batch, clip=0.2):
    logp, ent, v = agent.evaluate(batch["obs"], batch["act"], batch["cont"], batch["stop"])
    ratio = torch.exp(logp - batch["logp"])
    adv = batch["adv"]
    pg = -torch.min(ratio * adv, torch.clamp(ratio, 1 - clip, 1 + clip) * adv).mean()
    v_clipped = batch["v"] + (v - batch["v"]).clamp(-clip, clip)
    vf = torch.max(F.mse_loss(v, batch["ret"], reduction="none"), (v_clipped - batch["ret"]) ** 2).mean()
    return pg + 0.5 * vf - 0.01 * ent.mean()


n = 6
batch = {
    "obs": torch.randn(n, 4),
    "act": torch.randint(0, 3, (n,)),
    "cont": torch.randn(n, 2),
    "stop": torch.rand(n).round(),
    "logp": torch.randn(n),
    "adv": torch.randn(n),
    "v": torch.randn(n),
    "ret": torch.randn(n),
}
ppo_loss(Agent(), batch).backward()
