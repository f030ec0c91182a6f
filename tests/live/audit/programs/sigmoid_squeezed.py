# ACT103
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 2, (16,)).float()
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = F.binary_cross_entropy_with_logits(torch.sigmoid(model(x)).squeeze(1), y)  # BAD SOURCE LOSS
    loss = F.binary_cross_entropy(torch.sigmoid(model(x)).squeeze(1), y)  # GOOD
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
