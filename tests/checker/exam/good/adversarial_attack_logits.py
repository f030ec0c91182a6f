# expect: none
# why: PGD differentiates cross entropy on logits; the softmax is for the report.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3)).eval()


def pgd(x, y, eps=0.1, steps=2):
    adv = x.clone()
    for _ in range(steps):
        adv.requires_grad_(True)
        (g,) = torch.autograd.grad(F.cross_entropy(net(adv), y), adv)
        adv = (x + (adv.detach() + eps / 2 * g.sign() - x).clamp(-eps, eps)).detach()
    return adv


x, y = torch.randn(4, 6), torch.randint(0, 3, (4,))
print(F.softmax(net(pgd(x, y)), dim=1))
