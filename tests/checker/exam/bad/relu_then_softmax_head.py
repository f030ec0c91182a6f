# expect: ACT202@18
# why: The class probabilities come from a ReLU followed by a softmax.
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(6, 10)
        self.b = nn.Linear(10, 4)
        self.relu = nn.ReLU()
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        x = self.relu(self.a(x))
        x = self.relu(self.b(x))
        return self.softmax(x)


p = Net()(torch.randn(5, 6))
loss = -(p + 1e-8).log().gather(1, torch.randint(0, 4, (5, 1))).mean()
loss.backward()
