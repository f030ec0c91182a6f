# expect: ACT201@18
# why: A convolution and a linear layer meet without a nonlinearity.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3)
        self.fc1 = nn.Linear(8 * 16, 64)
        self.fc2 = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.conv(x))
        x = x.flatten(1)
        x = self.fc2(self.fc1(x))
        return x


F.cross_entropy(Cnn()(torch.randn(2, 1, 6, 6)), torch.tensor([1, 7])).backward()
