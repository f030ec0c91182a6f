# expect: ACT114@21|44

import copy
import random

import torch
import torch.nn as nn
import torch.nn.functional as F


class QNetwork(nn.Module):
    def __init__(self, state_size, action_size, units=(32, 32)):
        super().__init__()
        self.fc1 = nn.Linear(state_size, units[0])
        self.fc2 = nn.Linear(units[0], units[1])
        self.fc3 = nn.Linear(units[1], action_size)

    def forward(self, state):
        x = F.relu(self.fc1(state))
        x = F.relu(self.fc2(x))
        x = F.relu(self.fc3(x))
        return x


class Agent:
    def __init__(self, state_size=4, action_size=2, gamma=0.99):
        self.local = QNetwork(state_size, action_size)
        self.target = copy.deepcopy(self.local)
        self.optimizer = torch.optim.Adam(self.local.parameters(), lr=5e-4)
        self.gamma, self.n = gamma, action_size

    def act(self, state, eps=0.1):
        if random.random() < eps:
            return random.randrange(self.n)
        with torch.no_grad():
            return self.local(state).argmax().item()

    def learn(self, batch):
        s, a, r, s2, done = batch
        with torch.no_grad():
            q_next = self.target(s2).max(1, keepdim=True).values
            y = r + self.gamma * q_next * (1 - done)
        q = self.local(s).gather(1, a)
        loss = F.smooth_l1_loss(q, y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()


agent = Agent()
agent.learn((torch.randn(5, 4), torch.randint(0, 2, (5, 1)), torch.randn(5, 1), torch.randn(5, 4), torch.zeros(5, 1)))
