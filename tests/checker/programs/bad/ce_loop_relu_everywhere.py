# expect: ACT112@20
# why: The loop applies ReLU to every layer, also the last, before cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self, dims):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(dims[:-1], dims[1:]))

    def forward(self, x):
        for layer in self.layers:
            x = F.relu(layer(x))
        return x


net = Net([6, 12, 12, 4])
loss = F.cross_entropy(net(torch.randn(5, 6)), torch.randint(0, 4, (5,)))
loss.backward()
