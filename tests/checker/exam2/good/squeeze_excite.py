# expect: none

import torch
import torch.nn as nn


class SELayer(nn.Module):
    def __init__(self, channel, reduction=4):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channel, channel // reduction, bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(channel // reduction, channel, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x):
        b, c, _, _ = x.size()
        y = self.avg_pool(x).view(b, c)
        y = self.fc(y).view(b, c, 1, 1)
        return x * y.expand_as(x)


class SENet(nn.Module):
    def __init__(self, n=10):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, padding=1)
        self.se = SELayer(16)
        self.fc = nn.Linear(16, n)

    def forward(self, x):
        x = self.se(torch.relu(self.conv(x)))
        return self.fc(x.mean(dim=(-2, -1)))


net = SENet()
for name, crit in {"ce": nn.CrossEntropyLoss(), "mm": nn.MultiMarginLoss()}.items():
    loss = crit(net(torch.rand(4, 3, 12, 12)), torch.randint(0, 10, (4,)))
    print(name, loss.item())
    loss.backward()
