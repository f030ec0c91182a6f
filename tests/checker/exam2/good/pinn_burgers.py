# expect: none

import torch
from torch import nn


class PINN(nn.Module):
    def __init__(self, width=20, depth=4):
        super().__init__()
        self.first = nn.Linear(2, width)
        self.hidden = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])
        self.last = nn.Linear(width, 1)
        for m in self.modules():
            if isinstance(m, nn.Linear):
                nn.init.xavier_normal_(m.weight, gain=nn.init.calculate_gain("tanh"))
                nn.init.zeros_(m.bias)

    def forward(self, t, x):
        h = torch.tanh(self.first(torch.cat([t, x], 1)))
        for layer in self.hidden:
            h = torch.tanh(layer(h))
        return self.last(h)


def residual(net, t, x, nu=0.01):
    t.requires_grad_(), x.requires_grad_()
    u = net(t, x)
    d = lambda y, z: torch.autograd.grad(y, z, torch.ones_like(y), create_graph=True)[0]
    u_t, u_x = d(u, t), d(u, x)
    return u_t + u * u_x - nu * d(u_x, x)


net = PINN()
f = residual(net, torch.rand(12, 1), torch.rand(12, 1) * 2 - 1)
x0 = torch.rand(8, 1) * 2 - 1
loss = nn.functional.mse_loss(net(torch.zeros(8, 1), x0), -torch.sin(torch.pi * x0)) + f.square().mean()
loss.backward()
