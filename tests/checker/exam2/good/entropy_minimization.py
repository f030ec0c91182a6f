# expect: none

import torch
from torch import nn
from torch.nn import functional as F


def softmax_entropy(x):
    """Entropy of the softmax distribution from logits (Tent)."""
    return -(x.softmax(1) * x.log_softmax(1)).sum(1)


class Tent(nn.Module):
    def __init__(self, model, optimizer, steps=1):
        super().__init__()
        self.model, self.optimizer, self.steps = model, optimizer, steps

    def forward(self, x):
        for _ in range(self.steps):
            outputs = self.model(x)
            loss = softmax_entropy(outputs).mean(0)
            loss.backward()
            self.optimizer.step()
            self.optimizer.zero_grad()
        return outputs


net = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 4))
F.cross_entropy(net(torch.randn(20, 8)), torch.randint(0, 4, (20,))).backward()
tent = Tent(net, torch.optim.SGD(net[1].parameters(), 1e-3))
print(tent(torch.randn(20, 8)).argmax(1))
