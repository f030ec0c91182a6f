# ACT117
import torch
from torch import nn

spam = torch.zeros(9, dtype=torch.long)
letters = torch.randn(9, 12)
filter_ = nn.Sequential(
    nn.Linear(12, 8),
    nn.BatchNorm1d(8),
    nn.Tanh(),
    nn.Linear(8, 1),  # BAD SOURCE
    nn.Linear(8, 2, bias=False),  # GOOD
)
optimizer = torch.optim.Rprop(filter_.parameters())
losses = []
for _ in range(4):
    losses.append(nn.CrossEntropyLoss()(filter_(letters), spam))  # LOSS
    optimizer.zero_grad()
    losses[-1].backward()
    optimizer.step()
assert len(losses) == 4
