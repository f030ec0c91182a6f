# expect: ACT209@15
# why: The body starts with an in-place ReLU, so the skip carries rectified values.
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReLU(inplace=True), nn.Conv2d(width, width, 3, padding=1), nn.ReLU(), nn.Conv2d(width, width, 1)
        )

    def forward(self, x):
        return x + self.body(x)


stem = nn.Conv2d(3, 4, 1)
print(Block(4)(stem(torch.randn(2, 3, 8, 8))).mean())
