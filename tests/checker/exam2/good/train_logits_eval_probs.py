# expect: none

import torch
from torch import nn


class GlacierNet(nn.Module):
    def __init__(self, n_bands=6, n_cls=3):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_bands, 32), nn.ReLU(), nn.Linear(32, n_cls))

    def forward(self, x):
        out = self.body(x)
        if self.training:
            return out
        return torch.softmax(out, dim=-1)


net = GlacierNet()
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters())
x, y = torch.randn(40, 6), torch.randint(0, 3, (40,))
for epoch in range(3):
    net.train()
    loss = loss_fn(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

    net.eval()
    with torch.no_grad():
        p = net(x)
        assert torch.allclose(p.sum(-1), torch.ones(40))
        print("top prob", p.max(-1).values.mean().item())
