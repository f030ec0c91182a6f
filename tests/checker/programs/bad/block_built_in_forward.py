# expect: ACT403@22
# why: Block holds linear layers; one that is made inside forward has new weights at every call.
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc = nn.Linear(width, width)

    def forward(self, x):
        return torch.relu(self.fc(x))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(6, 2)

    def forward(self, x):
        block = Block(x.shape[1])
        return self.head(block(x))


nn.CrossEntropyLoss()(Net()(torch.randn(4, 6)), torch.tensor([0, 1, 1, 0])).backward()
