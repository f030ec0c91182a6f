# expect: none
# why: ReLU in the hidden layers only; the regression output is linear.
import torch
from torch import nn


class Reg(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in ((4, 8), (8, 8), (8, 1)))

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1:
                x = torch.relu(x)
        return x


nn.MSELoss()(Reg()(torch.randn(5, 4)), torch.randn(5, 1)).backward()
