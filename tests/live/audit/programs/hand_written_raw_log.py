# ACT105
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 2, (16, 3)).float()
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 3))  # SOURCE
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = -(y * torch.log(model(x))).sum()  # BAD LOSS
    loss = -(y * torch.log(torch.sigmoid(model(x)))).sum()  # GOOD
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
