# expect: ACT203@19|20
# allow: ACT201@20

import torch
import torch.nn as nn
import torch.nn.functional as F


class PreNormBlock(nn.Module):
    def __init__(self, dim, mult=4):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.up = nn.Linear(dim, dim * mult)
        self.down = nn.Linear(dim * mult, dim)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x):
        hidden = self.up(self.norm(x))
        activated = F.gelu(hidden)
        out = self.down(self.dropout(hidden))
        return x + out


class Model(nn.Module):
    def __init__(self, dim=16, depth=2, classes=3):
        super().__init__()
        self.blocks = nn.ModuleList([PreNormBlock(dim) for _ in range(depth)])
        self.head = nn.Linear(dim, classes)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x.mean(1))


loss = F.cross_entropy(Model()(torch.randn(2, 5, 16)), torch.tensor([0, 2]))
loss.backward()
