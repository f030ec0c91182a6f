# ACT101
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

deep = nn.Sequential(*(nn.Sequential(nn.Linear(6, 6), nn.Tanh()) for _ in range(4)))
head = nn.Linear(6, 2)


def outputs(x):
    h = checkpoint_sequential(deep, 2, x, use_reentrant=False)
    return checkpoint(lambda v: head(v).softmax(dim=1), h, use_reentrant=False)  # BAD SOURCE
    return checkpoint(lambda v: head(v) - 0.5, h, use_reentrant=False)  # GOOD


optimizer = torch.optim.SGD([*deep.parameters(), *head.parameters()], lr=0.1)
for _ in range(2):
    loss = nn.CrossEntropyLoss()(outputs(torch.randn(5, 6)), torch.tensor([0, 1, 1, 0, 1]))  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
