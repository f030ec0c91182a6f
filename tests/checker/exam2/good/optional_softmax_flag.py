# expect: none

import torch
import torch.nn as nn


class UNetHead(nn.Module):
    def __init__(self, c, n, activation=None):
        super().__init__()
        self.conv = nn.Conv2d(c, n, 3, padding=1)
        if activation is None:
            self.activation = nn.Identity()
        elif activation == "softmax":
            self.activation = nn.Softmax(dim=1)
        elif activation == "sigmoid":
            self.activation = nn.Sigmoid()
        else:
            raise ValueError(activation)

    def forward(self, x):
        return self.activation(self.conv(x))


def build(n_classes, activation=None):
    return nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), UNetHead(8, n_classes, activation))


net = build(4)
criterion = nn.CrossEntropyLoss(ignore_index=255)
loss = criterion(net(torch.rand(2, 3, 8, 8)), torch.randint(0, 4, (2, 8, 8)))
loss.backward()
exported = build(4, activation="softmax").eval()
print(exported(torch.rand(1, 3, 8, 8)).sum(1).mean())
