# ACT114
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randn(16, 1)
y = y.abs()  # GOOD
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 1), nn.ReLU())  # SOURCE
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = F.mse_loss(model(x), y)  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
