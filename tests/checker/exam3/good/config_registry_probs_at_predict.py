# expect: none

"""Tabular classifier: an output transform that only predict() uses."""
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass
class Settings:
    n_in: int = 6
    n_hidden: int = 24
    n_out: int = 3
    output_transform: str = "softmax"


def softmax_last(z):
    return F.softmax(z, dim=-1)


TRANSFORMS = {"softmax": softmax_last, "identity": lambda z: z}


class Tabular(nn.Module):
    def __init__(self, s: Settings):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(s.n_in, s.n_hidden),
            nn.BatchNorm1d(s.n_hidden),
            nn.SiLU(),
            nn.Linear(s.n_hidden, s.n_out),
        )
        self.transform = TRANSFORMS[s.output_transform]

    def forward(self, x):
        return self.net(x)

    @torch.no_grad()
    def predict(self, x):
        self.eval()
        return self.transform(self(x))


def epoch(model, batches, optimizer, loss_fn=F.cross_entropy):
    model.train()
    total = 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += float(loss)
    return total


settings = Settings()
model = Tabular(settings)
batches = [(torch.randn(8, 6), torch.randint(3, (8,))) for _ in range(2)]
print(epoch(model, batches, torch.optim.SGD(model.parameters(), lr=0.1)))
print(model.predict(batches[0][0]).sum(1))
