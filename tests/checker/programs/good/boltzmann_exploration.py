# expect: none
# why: Softmax over Q-values draws the action; the TD loss reads the raw values.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Agent:
    def __init__(self):
        self.q = nn.Linear(3, 4)

    def act(self, s, tau=0.5):
        with torch.no_grad():
            return torch.multinomial(F.softmax(self.q(s) / tau, dim=-1), 1)

    def learn(self, s, a, target):
        return F.mse_loss(self.q(s).gather(1, a), target)


agent = Agent()
s = torch.randn(6, 3)
agent.learn(s, agent.act(s), torch.randn(6, 1)).backward()
