# expect: ACT209@17|20

import torch
import torch.nn as nn


class PreActBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.relu = nn.ReLU(inplace=True)
        self.conv1 = nn.Conv2d(c, c, 3, padding=1)
        self.bn = nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, 3, padding=1)

    def forward(self, x):
        shortcut = x
        out = self.relu(x)
        out = self.conv1(out)
        out = self.conv2(self.relu(self.bn(out)))
        return out + shortcut


class Net(nn.Module):
    def __init__(self, c=8, k=4):
        super().__init__()
        self.stem = nn.Conv2d(3, c, 3, padding=1)
        self.blocks = nn.Sequential(*[PreActBlock(c) for _ in range(2)])
        self.fc = nn.Linear(c, k)

    def forward(self, x):
        return self.fc(self.blocks(self.stem(x)).mean((2, 3)))


loss = nn.CrossEntropyLoss()(Net()(torch.randn(2, 3, 6, 6)), torch.tensor([1, 3]))
loss.backward()
