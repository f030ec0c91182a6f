# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class WideNet(nn.Module):
    def __init__(self, n=6):
        super().__init__()
        self.c = nn.Conv2d(3, 16, 3, padding=1)
        self.bn = nn.BatchNorm2d(16)
        self.f = nn.Linear(16, n)

    def forward(self, x):
        return self.f(F.leaky_relu(self.bn(self.c(x)), 0.1).mean((2, 3)))


def ssl_step(model, labeled, unlabeled, threshold=0.2, T=1.0, lambda_u=1.0):
    x, y = labeled
    weak, strong = unlabeled
    logits = model(torch.cat([x, weak, strong]))
    logits_x = logits[: len(x)]
    logits_w, logits_s = logits[len(x) :].chunk(2)
    loss_x = F.cross_entropy(logits_x, y, reduction="mean")
    pseudo_label = torch.softmax(logits_w.detach() / T, dim=-1)
    max_probs, targets_u = torch.max(pseudo_label, dim=-1)
    mask = max_probs.ge(threshold).float()
    loss_u = (F.cross_entropy(logits_s, targets_u, reduction="none") * mask).mean()
    return loss_x + lambda_u * loss_u


model = WideNet()
u = torch.rand(8, 3, 8, 8)
ssl_step(model, (torch.rand(4, 3, 8, 8), torch.randint(0, 6, (4,))), (u, u.flip(-1))).backward()
