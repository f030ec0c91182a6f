# expect: none
# why: A configurable final activation is None here.
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, dims, final=None):
        super().__init__()
        layers = []
        for i, (a, b) in enumerate(zip(dims, dims[1:])):
            layers.append(nn.Linear(a, b))
            if i + 2 < len(dims):
                layers.append(nn.ReLU())
        if final is not None:
            layers.append(final)
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x)


model = MLP([5, 10, 10, 3])
nn.functional.cross_entropy(model(torch.randn(4, 5)), torch.randint(0, 3, (4,))).backward()
