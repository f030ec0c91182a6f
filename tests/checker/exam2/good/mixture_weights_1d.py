# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class ScalarMix(nn.Module):
    """ELMo's learned mix of layers: one weight a layer."""

    def __init__(self, n_layers):
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(n_layers))
        self.gamma = nn.Parameter(torch.ones(1))

    def forward(self, layers):
        w = F.softmax(self.weights, dim=0)
        return self.gamma * sum(wi * h for wi, h in zip(w, layers))


class Model(nn.Module):
    def __init__(self, d=12, n_layers=3):
        super().__init__()
        self.layers = nn.ModuleList(nn.GRU(d, d, batch_first=True) for _ in range(n_layers))
        self.mix = ScalarMix(n_layers)
        self.tag = nn.Linear(d, 6)

    def forward(self, x):
        hs = []
        for layer in self.layers:
            x, _ = layer(x)
            hs.append(x)
        return self.tag(self.mix(hs))


m = Model()
loss = F.cross_entropy(m(torch.randn(2, 7, 12)).flatten(0, 1), torch.randint(0, 6, (14,)))
loss.backward()
