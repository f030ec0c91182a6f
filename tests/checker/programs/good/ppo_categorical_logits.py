# expect: none
# why: PPO: Categorical(logits=...) on the actor's raw output, entropy bonus included.
import torch
from torch import nn
from torch.distributions import Categorical

actor = nn.Sequential(nn.Linear(6, 12), nn.Tanh(), nn.Linear(12, 3))
critic = nn.Sequential(nn.Linear(6, 12), nn.Tanh(), nn.Linear(12, 1))
obs, act, old, adv, ret = torch.randn(8, 6), torch.randint(0, 3, (8,)), -torch.ones(8), torch.randn(8), torch.randn(8)
dist = Categorical(logits=actor(obs))
ratio = (dist.log_prob(act) - old).exp()
pg = -torch.min(ratio * adv, ratio.clamp(0.8, 1.2) * adv).mean()
value = nn.functional.mse_loss(critic(obs).squeeze(-1), ret)
(pg + 0.5 * value - 0.01 * dist.entropy().mean()).backward()
