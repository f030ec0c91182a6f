# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F

G = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 64), nn.Tanh())
D = nn.Sequential(nn.Linear(64, 32), nn.LeakyReLU(0.2, inplace=True), nn.Linear(32, 1))


def d_logistic_loss(real_pred, fake_pred):
    return F.softplus(-real_pred).mean() + F.softplus(fake_pred).mean()


def g_nonsaturating_loss(fake_pred):
    return F.softplus(-fake_pred).mean()


def r1(real_pred, real):
    (grad,) = torch.autograd.grad(real_pred.sum(), real, create_graph=True)
    return grad.pow(2).reshape(len(grad), -1).sum(1).mean()


opt_g, opt_d = torch.optim.Adam(G.parameters(), 2e-3), torch.optim.Adam(D.parameters(), 2e-3)
real = (torch.rand(6, 64) * 2 - 1).requires_grad_()
fake = G(torch.randn(6, 8))
rp = D(real)
opt_d.zero_grad()
(d_logistic_loss(rp, D(fake.detach())) + 5 * r1(rp, real)).backward()
opt_d.step()
opt_g.zero_grad()
g_nonsaturating_loss(D(fake)).backward()
opt_g.step()
