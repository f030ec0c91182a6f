# expect: none
# why: Policy head against visit counts: cross entropy on logits with probability targets; value through tanh.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(9, 16)
        self.pi, self.v = nn.Linear(16, 9), nn.Linear(16, 1)

    def forward(self, b):
        h = F.relu(self.body(b))
        return self.pi(h), torch.tanh(self.v(h))


pi, v = Net()(torch.randn(4, 9))
visits = torch.rand(4, 9)
target = visits / visits.sum(1, keepdim=True)
z = torch.tensor([[1.0], [-1.0], [0.0], [1.0]])
(F.cross_entropy(pi, target) + F.mse_loss(v, z)).backward()
