# ACT501
import torch
import torch.nn.functional as F  # GOOD
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randn(16, 1)
y = y.squeeze(1)
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 1))  # SOURCE
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = ((model(x) - y) ** 2).mean()  # BAD LOSS
    loss = ((model(x).squeeze(1) - y) ** 2).mean() + 0 * F.mse_loss(model(x).squeeze(1), y)  # GOOD
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
