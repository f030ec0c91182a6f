# ACT107
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 3, (16,))
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 3))  # SOURCE
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = F.nll_loss(model(x), y)  # BAD LOSS
    loss = F.nll_loss(model(x).softmax(1).clamp(min=1e-8).log(), y)  # GOOD
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
