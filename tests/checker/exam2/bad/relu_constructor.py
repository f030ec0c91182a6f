# expect: ACT401@14

import torch
import torch.nn as nn


class Encoder(nn.Module):
    def __init__(self, d=20, z=5):
        super().__init__()
        self.fc1 = nn.Linear(d, 16)
        self.fc2 = nn.Linear(16, z)

    def forward(self, x):
        h = nn.ReLU(self.fc1(x))
        return self.fc2(h)


enc = Encoder()
try:
    enc(torch.randn(3, 20))
except (TypeError, RuntimeError) as e:
    print(type(e).__name__)
