# ACT101
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 3, (16,))
model = nn.Sequential(nn.Linear(8, 12), nn.GELU(), nn.Linear(12, 3), nn.Softmax(dim=1))  # BAD SOURCE
model = nn.Sequential(nn.Linear(8, 12), nn.GELU(), nn.Linear(12, 3))  # GOOD
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = nn.CrossEntropyLoss()(torch.autocast("cpu")(model)(x).float(), y)  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
