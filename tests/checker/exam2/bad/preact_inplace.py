# expect: ACT209@16

import torch
import torch.nn as nn
import torch.nn.functional as F


class PreActBlock(nn.Module):
    def __init__(self, planes):
        super().__init__()
        self.conv1 = nn.Conv2d(planes, planes, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, padding=1, bias=False)

    def forward(self, x):
        out = F.relu(x, inplace=True)
        out = self.conv1(out)
        out = self.conv2(F.relu(self.bn(out)))
        return x + out


class PreActNet(nn.Module):
    def __init__(self, classes=10, width=16, depth=3):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, padding=1)
        self.blocks = nn.Sequential(*[PreActBlock(width) for _ in range(depth)])
        self.fc = nn.Linear(width, classes)

    def forward(self, x):
        x = self.blocks(self.stem(x))
        return self.fc(x.mean((2, 3)))


if __name__ == "__main__":
    logits = PreActNet()(torch.randn(2, 3, 16, 16))
    F.cross_entropy(logits, torch.tensor([1, 2])).backward()
