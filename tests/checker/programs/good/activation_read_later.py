# expect: none
# why: The activated value is stored for a later skip connection and read there.
import torch
import torch.nn as nn
import torch.nn.functional as F


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.d1, self.d2 = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.up = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        s1 = F.relu(self.d1(x))
        s2 = F.relu(self.d2(F.max_pool2d(s1, 2)))
        return self.up(torch.cat([F.interpolate(s2, scale_factor=2), s1], dim=1))


F.cross_entropy(UNet()(torch.randn(1, 1, 4, 4)), torch.randint(0, 2, (1, 4, 4))).backward()
