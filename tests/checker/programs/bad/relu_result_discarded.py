# expect: ACT402@17
# why: F.relu(x) returns a new tensor that nobody binds.
# allow: ACT201@19
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3)
        self.fc = nn.Linear(64, 3)

    def forward(self, x):
        x = self.conv1(x)
        F.relu(x)
        x = x.flatten(1)
        return self.fc(x)


F.cross_entropy(Net()(torch.randn(2, 1, 6, 6)), torch.tensor([0, 2])).backward()
