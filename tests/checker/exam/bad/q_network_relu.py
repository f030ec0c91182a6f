# expect: ACT114@26
# why: The Q-network clips its values at zero; the TD target is often negative.
import torch
import torch.nn as nn
import torch.nn.functional as F


class DQN(nn.Module):
    def __init__(self, obs, actions):
        super().__init__()
        self.fc1 = nn.Linear(obs, 24)
        self.fc2 = nn.Linear(24, actions)

    def forward(self, s):
        s = F.relu(self.fc1(s))
        return F.relu(self.fc2(s))


policy_net, target_net = DQN(4, 2), DQN(4, 2)
target_net.load_state_dict(policy_net.state_dict())
state, nxt = torch.randn(6, 4), torch.randn(6, 4)
action = torch.randint(0, 2, (6, 1))
q = policy_net(state).gather(1, action)
with torch.no_grad():
    expected = (-torch.rand(6) + 0.99 * target_net(nxt).max(1).values).unsqueeze(1)
loss = F.smooth_l1_loss(q, expected)
loss.backward()
