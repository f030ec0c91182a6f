# expect: ACT201@16|20
# why: The list gets its linear layers in a loop, and forward chains them without an activation.
import torch
from torch import nn


class Mlp(nn.Module):
    def __init__(self, depth, width):
        super().__init__()
        self.layers = nn.ModuleList()
        for _ in range(depth):
            self.layers.append(nn.Linear(width, width))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


nn.MSELoss()(Mlp(3, 8)(torch.randn(5, 8)), torch.randn(5, 8)).backward()
