# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Dueling(nn.Module):
    def __init__(self, obs=8, act=4):
        super().__init__()
        self.feat = nn.Sequential(nn.Linear(obs, 64), nn.ReLU(inplace=True))
        self.value = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1))
        self.advantage = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, act))

    def forward(self, s):
        h = self.feat(s)
        a = self.advantage(h)
        return self.value(h) + a - a.mean(1, keepdim=True)


online, target = Dueling(), Dueling()
target.load_state_dict(online.state_dict())
huber = nn.HuberLoss()
s, a, r, s2, d = torch.randn(6, 8), torch.randint(4, (6, 1)), torch.randn(6, 1), torch.randn(6, 8), torch.zeros(6, 1)
with torch.no_grad():
    best = online(s2).argmax(1, keepdim=True)
    y = r + 0.99 * (1 - d) * target(s2).gather(1, best)
loss = huber(online(s).gather(1, a), y)
loss.backward()
for p, tp in zip(online.parameters(), target.parameters()):
    tp.data.lerp_(p.data, 0.005)
