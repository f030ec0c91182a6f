# ACT506
import torch
from torch import nn

torch.manual_seed(9)
speeds = torch.rand(15, 1) * 30
speeds = speeds / 30  # GOOD
sensors = torch.randn(15, 3)
pilot = nn.Sequential(
    nn.Linear(3, 10),
    nn.SiLU(),
    nn.Linear(10, 1),
    nn.Sigmoid(),  # SOURCE
)
criterion = nn.SmoothL1Loss(beta=0.5)
optimizer = torch.optim.Adagrad(pilot.parameters(), lr=0.1)
for part in torch.arange(15).split(5):
    loss = criterion(pilot(sensors[part]), speeds[part])  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
