# expect: ACT206@15|16
# why: The hidden units of a classifier go through F.softmax.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(5, 16)
        self.output = nn.Linear(16, 3)

    def forward(self, x):
        x = F.softmax(self.hidden(x), dim=1)
        x = self.output(x)
        return x


net = Net()
F.cross_entropy(net(torch.randn(4, 5)), torch.randint(0, 3, (4,))).backward()
