# expect: none

import torch
import torch.nn as nn
from torch.distributions.categorical import Categorical


def layer_init(layer, std=2**0.5, bias_const=0.0):
    nn.init.orthogonal_(layer.weight, std)
    nn.init.constant_(layer.bias, bias_const)
    return layer


class Agent(nn.Module):
    def __init__(self, n_obs=8, n_act=4):
        super().__init__()
        self.critic = nn.Sequential(
            layer_init(nn.Linear(n_obs, 64)), nn.Tanh(), layer_init(nn.Linear(64, 64)), nn.Tanh(),
            layer_init(nn.Linear(64, 1), std=1.0),
        )
        self.actor = nn.Sequential(
            layer_init(nn.Linear(n_obs, 64)), nn.Tanh(), layer_init(nn.Linear(64, 64)), nn.Tanh(),
            layer_init(nn.Linear(64, n_act), std=0.01),
        )

    def get_action_and_value(self, x, action=None):
        logits = self.actor(x)
        probs = Categorical(logits=logits)
        if action is None:
            action = probs.sample()
        return action, probs.log_prob(action), probs.entropy(), self.critic(x)


agent = Agent()
obs = torch.randn(16, 8)
with torch.no_grad():
    a, old, _, _ = agent.get_action_and_value(obs)
adv, ret = torch.randn(16), torch.randn(16, 1)
_, new, ent, v = agent.get_action_and_value(obs, a)
ratio = (new - old).exp()
pg = torch.max(-adv * ratio, -adv * ratio.clamp(0.8, 1.2)).mean()
loss = pg - 0.01 * ent.mean() + 0.5 * nn.functional.mse_loss(v, ret)
loss.backward()
