# expect: ACT118@25
# why: A helper returns the critic loss of sigmoid scores with a gradient penalty.
import torch
from torch import nn


class D(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 1)

    def forward(self, x):
        return torch.sigmoid(self.fc(x))


def gradient_penalty(net, x):
    x = x.clone().requires_grad_(True)
    g = torch.autograd.grad(net(x).sum(), x, create_graph=True)[0]
    return ((g.norm(2, dim=1) - 1) ** 2).mean()


def critic_loss(net, real, fake):
    real_score = net(real)
    fake_score = net(fake)
    return fake_score.mean() - real_score.mean() + 10 * gradient_penalty(net, real)


d = D()
critic_loss(d, torch.randn(4, 6), torch.randn(4, 6)).backward()
