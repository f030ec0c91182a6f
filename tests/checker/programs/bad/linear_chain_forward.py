# expect: ACT201@15
# why: forward chains three linear layers without any activation.
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(8, 16)
        self.fc2 = nn.Linear(16, 16)

    def forward(self, x):
        x = self.fc1(x)
        x = self.fc2(x)
        return x


net = Net()
loss = nn.MSELoss()(net(torch.randn(5, 8)), torch.randn(5, 16))
loss.backward()
