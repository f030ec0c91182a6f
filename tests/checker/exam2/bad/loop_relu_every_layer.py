# expect: ACT112@17|26

import torch
import torch.nn.functional as F
from torch import nn


class DeepTabular(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList()
        for n_in, n_out in zip(sizes, sizes[1:]):
            self.layers.append(nn.Linear(n_in, n_out))

    def forward(self, x):
        for layer in self.layers:
            x = F.relu(layer(x))
        return x


net = DeepTabular([9, 32, 32, 2])
optimizer = torch.optim.Adam(net.parameters())
for step in range(3):
    features = torch.randn(64, 9)
    survived = (features[:, 0] > 0).long()
    loss = F.cross_entropy(net(features), survived)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
