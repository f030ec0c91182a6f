# expect: ACT125@18|19
# allow: ACT111@18, ACT111@19

import torch
from torch import nn


class IrisNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stack = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 3))
        self.softmax = nn.Softmax(dim=0)

    def forward(self, x):
        return self.stack(x)

    def loss(self, x, onehot):
        p = self.softmax(self.stack(x))
        return nn.functional.binary_cross_entropy(p, onehot)


net = IrisNet()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
flowers = torch.randn(30, 4)
species = torch.eye(3)[torch.randint(0, 3, (30,))]
for _ in range(20):
    opt.zero_grad()
    l = net.loss(flowers, species)
    l.backward()
    opt.step()
