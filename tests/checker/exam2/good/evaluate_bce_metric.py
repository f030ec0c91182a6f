# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class Matcher(nn.Module):
    def __init__(self, d=10):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(2 * d, 16), nn.ReLU(), nn.Linear(16, 1))

    def forward(self, a, b, return_logits=True):
        z = self.f(torch.cat([a, b], -1)).squeeze(-1)
        if return_logits:
            return z
        return torch.sigmoid(z)


def train_step(m, opt, a, b, y):
    loss = F.binary_cross_entropy_with_logits(m(a, b), y)
    opt.zero_grad()
    loss.backward()
    opt.step()


def evaluate(m, a, b, y):
    with torch.no_grad():
        p = m(a, b, return_logits=False)
    return {"bce": F.binary_cross_entropy(p, y).item(), "acc": ((p > 0.5) == y.bool()).float().mean().item()}


m = Matcher()
a, b, y = torch.randn(8, 10), torch.randn(8, 10), torch.randint(0, 2, (8,)).float()
train_step(m, torch.optim.Adam(m.parameters()), a, b, y)
print(evaluate(m, a, b, y))
