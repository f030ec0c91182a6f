# expect: ACT116@15
# why: A one-unit head with a softmax always predicts 1.
import torch
import torch.nn as nn


class Binary(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(10, 8)
        self.out = nn.Linear(8, 1)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        return self.softmax(self.out(torch.relu(self.fc(x))))


net = Binary()
p = net(torch.randn(4, 10))
loss = ((p - torch.rand(4, 1).round()) ** 2).mean()
loss.backward()
