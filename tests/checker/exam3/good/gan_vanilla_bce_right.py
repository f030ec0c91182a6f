# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class G(nn.Module):
    def __init__(self, z=4, d=6):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(z, 16), nn.Linear(16, d)

    def forward(self, z):
        return torch.tanh(self.fc2(F.leaky_relu(self.fc1(z), 0.2)))


class D(nn.Module):
    def __init__(self, d=6):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(d, 16), nn.Linear(16, 1)

    def forward(self, x):
        x = F.dropout(F.leaky_relu(self.fc1(x), 0.2), 0.3, self.training)
        return torch.sigmoid(self.fc2(x))


def d_step(g, d, opt, real, adversarial=nn.BCELoss()):
    ones, zeros = torch.ones(len(real), 1), torch.zeros(len(real), 1)
    fake = g(torch.randn(len(real), 4)).detach()
    loss = adversarial(d(real), ones) + adversarial(d(fake), zeros)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


def g_step(g, d, opt, n, adversarial=nn.BCELoss()):
    loss = adversarial(d(g(torch.randn(n, 4))), torch.ones(n, 1))
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


g, d = G(), D()
og, od = torch.optim.Adam(g.parameters()), torch.optim.Adam(d.parameters())
for _ in range(2):
    print(d_step(g, d, od, torch.rand(5, 6)), g_step(g, d, og, 5))
