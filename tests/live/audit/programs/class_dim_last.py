# ACT504
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(4, 3, 8), torch.randint(0, 3, (4, 3))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(8, 12), nn.Linear(12, 3)  # SOURCE

    def forward(self, x):
        return self.b(torch.tanh(self.a(x)))


model = Net()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = F.cross_entropy(model(x), y)  # BAD LOSS
    loss = F.cross_entropy(model(x).permute(0, 2, 1), y)  # GOOD
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
