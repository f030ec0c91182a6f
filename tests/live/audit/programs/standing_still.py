# ACT505
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 2, (16, 3)).float()
y[:] = 0.5  # BAD
logits = nn.Parameter(torch.zeros(16, 3))  # BAD
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 3))  # GOOD
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)  # GOOD
for _ in range(30):
    F.binary_cross_entropy_with_logits(logits * 1.0, y).backward()  # BAD LOSS
    loss = F.binary_cross_entropy_with_logits(model(x), y)  # GOOD
    optimizer.zero_grad()  # GOOD
    loss.backward()  # GOOD
    optimizer.step()  # GOOD
