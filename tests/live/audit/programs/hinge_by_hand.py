# ACT130
import torch
from torch import nn

# A support vector machine by subgradients.
sides = torch.tensor([-1.0, 1.0])[torch.randint(0, 2, (40,))]
flowers = torch.randn(40, 4) + sides.unsqueeze(1)
machine = nn.Linear(4, 1)
for epoch in range(1, 5):
    distance = machine(flowers).flatten()
    distance = distance.sigmoid()  # BAD SOURCE
    slack = torch.clamp(1 - sides * distance, min=0)  # LOSS
    loss = slack.mean() + 0.01 * machine.weight.pow(2).sum()
    machine.zero_grad()
    loss.backward()
    for value in machine.parameters():
        value.data.add_(value.grad, alpha=-1 / epoch)
