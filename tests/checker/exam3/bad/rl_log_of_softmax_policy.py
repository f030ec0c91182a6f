# expect: ACT404@31

import torch
import torch.nn as nn


class PolicyNet(nn.Module):
    def __init__(self, n_state, n_action):
        super().__init__()
        self.fc1 = nn.Linear(n_state, 32)
        self.fc2 = nn.Linear(32, n_action)

    def forward(self, s):
        return torch.softmax(self.fc2(torch.relu(self.fc1(s))), dim=1)


class REINFORCE:
    def __init__(self, n_state=4, n_action=2, lr=1e-3, gamma=0.98):
        self.policy_net = PolicyNet(n_state, n_action)
        self.optimizer = torch.optim.Adam(self.policy_net.parameters(), lr=lr)
        self.gamma = gamma

    def take_action(self, state):
        probs = self.policy_net(state.unsqueeze(0))
        return torch.distributions.Categorical(probs).sample().item()

    def update(self, transitions):
        G = 0.0
        self.optimizer.zero_grad()
        for state, action, reward in reversed(transitions):
            log_prob = torch.log(self.policy_net(state.unsqueeze(0)).gather(1, torch.tensor([[action]])))
            G = self.gamma * G + reward
            loss = -log_prob * G
            loss.backward()
        self.optimizer.step()


agent = REINFORCE()
states = torch.randn(3, 4)
agent.update([(s, agent.take_action(s), 1.0) for s in states])
