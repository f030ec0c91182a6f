# expect: none
# allow: ACT404@24

import torch
from torch import nn
import torch.nn.functional as F


class MCNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.drop = nn.Linear(12, 40), nn.Linear(40, 3), nn.Dropout(0.5)

    def forward(self, x):
        return self.b(self.drop(torch.relu(self.a(x))))


@torch.no_grad()
def mc_predict(net, x, n=10):
    net.train()
    samples = torch.stack([F.softmax(net(x), dim=-1) for _ in range(n)])
    mean = samples.mean(0)
    total = -(mean * mean.clamp_min(1e-12).log()).sum(-1)
    aleatoric = -(samples * samples.clamp_min(1e-12).log()).sum(-1).mean(0)
    return mean, total - aleatoric


net = MCNet()
x, y = torch.randn(8, 12), torch.randint(0, 3, (8,))
F.cross_entropy(net(x), y).backward()
mean, mi = mc_predict(net, x)
nll = F.nll_loss(mean.clamp_min(1e-12).log(), y)
print(nll.item(), mi.mean().item())
