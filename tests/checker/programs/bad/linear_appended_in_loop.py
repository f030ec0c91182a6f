# expect: ACT201@13
# why: The loop appends linear layers and nothing else: all of them together are one linear layer.
import torch
from torch import nn


class Mlp(nn.Module):
    def __init__(self, depth, width):
        super().__init__()
        layers = []
        for _ in range(depth):
            # only dropout between them
            layers.append(nn.Linear(width, width))
            layers.append(nn.Dropout(0.1))
        self.body = nn.Sequential(*layers)

    def forward(self, x):
        return self.body(x)


nn.MSELoss()(Mlp(3, 8)(torch.randn(5, 8)), torch.randn(5, 8)).backward()
