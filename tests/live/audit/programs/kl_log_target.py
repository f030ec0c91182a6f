# ACT109
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 3, (16,))
teacher = torch.randn(16, 3).log_softmax(1)  # SOURCE
model = nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(12, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = F.kl_div(model(x).log_softmax(1), teacher, reduction="batchmean")  # BAD LOSS
    loss = F.kl_div(model(x).log_softmax(1), teacher, reduction="batchmean", log_target=True)  # GOOD
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
