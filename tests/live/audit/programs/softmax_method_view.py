# ACT101
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 3, (16,))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(8, 12), nn.Linear(12, 3)

    def forward(self, x):
        h = self.b(torch.tanh(self.a(x)))
        return h.softmax(1).view(-1, 3)  # BAD SOURCE
        return h.view(-1, 3)  # GOOD


model = Net()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(4):
    loss = nn.CrossEntropyLoss()(model(x), y)  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
