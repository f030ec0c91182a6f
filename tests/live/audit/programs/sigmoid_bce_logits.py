# ACT103
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 2, (16, 3)).float()
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 3), nn.Sigmoid())  # BAD SOURCE
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 3))  # GOOD
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = nn.BCEWithLogitsLoss()(model(x), y)  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
