# ACT112
import torch
from torch import nn


def block(inputs, outputs):
    return nn.Sequential(nn.Linear(inputs, outputs), nn.ReLU())  # BAD SOURCE
    return nn.Sequential(nn.ReLU(), nn.Linear(inputs, outputs))  # GOOD


sizes = [8, 16, 16, 4]
network = nn.Sequential(*[block(a, b) for a, b in zip(sizes, sizes[1:])])
optimizer = torch.optim.Adam(network.parameters())
loss_function = nn.CrossEntropyLoss(weight=torch.ones(4))
for batch in range(4):
    x = torch.randn(16, 8)
    loss = loss_function(network(x), x[:, :4].argmax(dim=1))  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
