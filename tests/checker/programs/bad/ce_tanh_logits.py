# expect: ACT113@19
# why: Tanh bounds the class scores to [-1, 1] before cross entropy.
import torch
import torch.nn as nn


class Bounded(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(10, 10)
        self.b = nn.Linear(10, 6)

    def forward(self, x):
        return torch.tanh(self.b(torch.relu(self.a(x))))


model = Bounded()
criterion = nn.CrossEntropyLoss()
loss = criterion(model(torch.randn(4, 10)), torch.randint(0, 6, (4,)))
loss.backward()
