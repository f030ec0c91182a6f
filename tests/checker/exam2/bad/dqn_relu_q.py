# expect: ACT114@21|37

import random
from collections import deque

import torch
import torch.nn as nn
import torch.nn.functional as F


class QNet(nn.Module):
    def __init__(self, n_obs, n_act):
        super().__init__()
        self.l1 = nn.Linear(n_obs, 64)
        self.l2 = nn.Linear(64, 64)
        self.l3 = nn.Linear(64, n_act)

    def forward(self, s):
        s = F.relu(self.l1(s))
        s = F.relu(self.l2(s))
        return F.relu(self.l3(s))


policy_net, target_net = QNet(4, 2), QNet(4, 2)
target_net.load_state_dict(policy_net.state_dict())
memory = deque(maxlen=1000)
opt = torch.optim.Adam(policy_net.parameters())


def optimize(batch_size=16, gamma=0.99):
    if len(memory) < batch_size:
        return
    s, a, r, s2 = map(torch.stack, zip(*random.sample(memory, batch_size)))
    q = policy_net(s).gather(1, a)
    with torch.no_grad():
        q_next = target_net(s2).max(1).values.unsqueeze(1)
    loss = F.smooth_l1_loss(q, r + gamma * q_next)
    opt.zero_grad()
    loss.backward()
    opt.step()


for _ in range(20):
    memory.append((torch.randn(4), torch.randint(2, (1,)), torch.randn(1), torch.randn(4)))
optimize()
