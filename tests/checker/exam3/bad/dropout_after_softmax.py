# expect: ACT207@19|20

import torch
import torch.nn as nn
import torch.nn.functional as F


class ShapeNet(nn.Module):
    def __init__(self, classes=6):
        super().__init__()
        self.c1 = nn.Conv2d(1, 4, 3)
        self.c2 = nn.Conv2d(4, 8, 3)
        self.fc = nn.Linear(8, classes)
        self.drop = nn.Dropout(0.25)

    def forward(self, x):
        x = F.relu(self.c1(x))
        x = F.relu(self.c2(x)).mean((2, 3))
        x = F.softmax(self.fc(x), dim=1)
        return self.drop(x)


def brier(probs, y):
    return (probs - F.one_hot(y, probs.size(1))).pow(2).sum(1).mean()


net = ShapeNet()
loss = brier(net(torch.randn(4, 1, 8, 8)), torch.randint(0, 6, (4,)))
loss.backward()
