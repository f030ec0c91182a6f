# expect: ACT120@15

import torch
from torch import nn
import torch.distributions as D


class DiscretePolicy(nn.Module):
    def __init__(self, obs_dim, n_actions):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(obs_dim, 24), nn.ReLU(), nn.Linear(24, 24), nn.ReLU())
        self.head = nn.Linear(24, n_actions)

    def distribution(self, obs):
        return D.Categorical(self.head(self.trunk(obs)))

    def log_prob(self, obs, action):
        return self.distribution(obs).log_prob(action)


class A2C:
    def __init__(self, env_dim=3, actions=4):
        self.pi = DiscretePolicy(env_dim, actions)
        self.v = nn.Sequential(nn.Linear(env_dim, 24), nn.ReLU(), nn.Linear(24, 1))

    def losses(self, obs, act, ret):
        v = self.v(obs).squeeze(-1)
        adv = (ret - v).detach()
        pg = -(self.pi.log_prob(obs, act) * adv).mean()
        return pg + 0.5 * nn.functional.mse_loss(v, ret)


algo = A2C()
try:
    algo.losses(torch.randn(5, 3), torch.randint(0, 4, (5,)), torch.randn(5)).backward()
except ValueError as error:
    print(str(error)[:60])
