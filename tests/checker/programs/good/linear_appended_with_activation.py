# expect: none
# why: Each turn of the loop adds an activation, or all but the last do, or a flag says so, or the layers stand side by side.
import torch
from torch import nn


class Mlp(nn.Module):
    def __init__(self, depth, width, active=False):
        super().__init__()
        layers = []
        for _ in range(depth):
            layers += [nn.Linear(width, width), nn.ReLU()]
        layers.append(nn.Linear(width, 2))
        self.body = nn.Sequential(*layers)
        self.tail = nn.Sequential()
        for i in range(depth):
            self.tail.append(nn.Linear(2, 2))
            if i < depth - 1:
                self.tail.append(nn.Tanh())
        self.optional = nn.Sequential()
        for i in range(depth):
            self.optional.add_module(f"{i}fc", nn.Linear(2, 2))
            if active:
                self.optional.add_module(f"{i}relu", nn.ReLU())
        self.heads = nn.ModuleList()
        for _ in range(depth):
            self.heads.append(nn.Linear(2, 2))

    def forward(self, x):
        x = self.optional(torch.tanh(self.tail(torch.relu(self.body(x)))))
        return sum(head(x) for head in self.heads)


nn.MSELoss()(Mlp(3, 8, True)(torch.randn(5, 8)), torch.randn(5, 2)).backward()
