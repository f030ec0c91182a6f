# expect: ACT403@19

import torch
import torch.nn as nn
import torch.nn.functional as F


class FlexibleHead(nn.Module):
    """Works for any feature size."""

    def __init__(self, n_classes=4):
        super().__init__()
        self.n_classes = n_classes
        self.conv = nn.Conv2d(3, 10, 5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 4)
        x = x.flatten(1)
        fc = nn.Linear(x.shape[1], self.n_classes).to(x.device)
        return fc(x)


net = FlexibleHead()
out = net(torch.rand(2, 3, 32, 32))
loss = F.cross_entropy(out, torch.tensor([0, 3]))
loss.backward()
