# expect: none

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Prediction(NamedTuple):
    logits: Tensor
    probs: Tensor
    uncertainty: Tensor


class Ensemble(nn.Module):
    def __init__(self, members=3, n_in=5, n_classes=4):
        super().__init__()
        self.members = nn.ModuleList(
            nn.Sequential(nn.Linear(n_in, 16), nn.ELU(), nn.Linear(16, n_classes)) for _ in range(members)
        )

    def forward(self, x) -> Prediction:
        stacked = torch.stack([m(x) for m in self.members])
        mean = stacked.mean(0)
        probs = stacked.softmax(-1).mean(0)
        return Prediction(mean, probs, stacked.var(0).sum(-1))


def step(model, x, y, opt):
    out = model(x)
    loss = F.cross_entropy(out.logits, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.detach(), (out.probs.argmax(-1) == y).float().mean()


net = Ensemble()
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
for _ in range(3):
    print(step(net, torch.randn(6, 5), torch.randint(0, 4, (6,)), optimizer))
