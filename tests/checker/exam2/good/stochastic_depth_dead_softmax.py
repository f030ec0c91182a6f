# expect: none

import torch
import torch.nn as nn
from torch.nn import CrossEntropyLoss as CE


class Net(nn.Module):
    def __init__(self, d=10, n=4):
        super().__init__()
        self.fc1 = nn.Linear(d, 20)
        self.fc2 = nn.Linear(20, n)
        self.softmax = nn.Softmax(dim=1)  # kept for old checkpoints, unused in forward

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = self.fc2(x)
        # x = self.softmax(x)
        return x


def accuracy(output, target, topk=(1,)):
    with torch.no_grad():
        maxk = max(topk)
        _, pred = output.softmax(1).topk(maxk, 1, True, True)
        correct = pred.t().eq(target.view(1, -1).expand(maxk, -1))
        return [correct[:k].reshape(-1).float().sum() * (100.0 / target.size(0)) for k in topk]


net, ce = Net(), CE(reduction="none")
x, y, w = torch.randn(10, 10), torch.randint(0, 4, (10,)), torch.rand(10)
out = net(x)
(ce(out, y) * w).sum().div(w.sum()).backward()
print(accuracy(out, y, (1, 2)))
