# expect: ACT403@16
# why: A loop in forward constructs a convolution for every level.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Pyramid(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 1)

    def forward(self, x):
        x = F.relu(self.stem(x))
        for _ in range(2):
            x = F.relu(nn.Conv2d(4, 4, 3, padding=1)(x))
        return x.mean(dim=(2, 3))


Pyramid()(torch.randn(1, 3, 6, 6)).sum().backward()
