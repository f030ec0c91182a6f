# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Normal

LOG_SIG_MAX, LOG_SIG_MIN = 2, -20


class GaussianPolicy(nn.Module):
    def __init__(self, obs, act, hidden=32):
        super().__init__()
        self.linear1 = nn.Linear(obs, hidden)
        self.mean_linear = nn.Linear(hidden, act)
        self.log_std_linear = nn.Linear(hidden, act)

    def sample(self, state):
        x = F.relu(self.linear1(state))
        mean = self.mean_linear(x)
        log_std = torch.clamp(self.log_std_linear(x), LOG_SIG_MIN, LOG_SIG_MAX)
        normal = Normal(mean, log_std.exp())
        x_t = normal.rsample()
        y_t = torch.tanh(x_t)
        log_prob = normal.log_prob(x_t) - torch.log(1 - y_t.pow(2) + 1e-6)
        return y_t, log_prob.sum(1, keepdim=True)


class Q(nn.Module):
    def __init__(self, obs, act):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(obs + act, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, s, a):
        return self.net(torch.cat([s, a], dim=-1))


pi, q1, q2 = GaussianPolicy(5, 2), Q(5, 2), Q(5, 2)
s, a, r, s2 = torch.randn(8, 5), torch.rand(8, 2) * 2 - 1, torch.randn(8, 1), torch.randn(8, 5)
with torch.no_grad():
    a2, logp2 = pi.sample(s2)
    backup = r + 0.99 * (torch.min(q1(s2, a2), q2(s2, a2)) - 0.2 * logp2)
(F.mse_loss(q1(s, a), backup) + F.mse_loss(q2(s, a), backup)).backward()
new_a, logp = pi.sample(s)
(0.2 * logp - torch.min(q1(s, new_a), q2(s, new_a))).mean().backward()
