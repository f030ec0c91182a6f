# expect: none

import torch
from torch import nn


class Net(nn.Module):
    """forward(x) gives logits, forward(x, normalize=True) probabilities."""

    def __init__(self, d=5, k=3):
        super().__init__()
        self.a, self.b = nn.Linear(d, 16), nn.Linear(16, k)

    def forward(self, x, normalize=False):
        z = self.b(torch.nn.functional.softplus(self.a(x)))
        if normalize:
            return torch.softmax(z, -1)
        return z


def entropy(p):
    return -torch.special.xlogy(p, p).sum(-1)


net = Net()
ce = nn.CrossEntropyLoss(reduction="none")
opt = torch.optim.NAdam(net.parameters())
for x, y in [(torch.randn(4, 5), torch.tensor([0, 1, 2, 1]))]:
    with torch.no_grad():
        weight = 1 / (1 + entropy(net(x, normalize=True)))
    loss = (weight * ce(net(x), y)).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
