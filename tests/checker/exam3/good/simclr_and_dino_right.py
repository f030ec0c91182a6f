# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


def nt_xent(z1, z2, tau=0.5):
    z = F.normalize(torch.cat([z1, z2]), dim=1)
    sim = z @ z.T / tau
    n = len(z1)
    sim.fill_diagonal_(float("-inf"))
    target = torch.cat([torch.arange(n, 2 * n), torch.arange(n)])
    return F.cross_entropy(sim, target)


class DINOLoss(nn.Module):
    def __init__(self, dim, student_temp=0.1, teacher_temp=0.04, momentum=0.9):
        super().__init__()
        self.student_temp, self.teacher_temp, self.momentum = student_temp, teacher_temp, momentum
        self.register_buffer("center", torch.zeros(1, dim))

    def forward(self, student, teacher):
        t = F.softmax((teacher.detach() - self.center) / self.teacher_temp, dim=-1)
        s = F.log_softmax(student / self.student_temp, dim=-1)
        self.center.lerp_(teacher.detach().mean(0, keepdim=True), 1 - self.momentum)
        return -(t * s).sum(-1).mean()


class BYOL(nn.Module):
    def __init__(self, d=6, k=8):
        super().__init__()
        self.online = nn.Sequential(nn.Linear(d, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, k))
        self.predictor = nn.Sequential(nn.Linear(k, 16), nn.ReLU(), nn.Linear(16, k))

    def forward(self, a, b):
        p = self.predictor(self.online(a))
        with torch.no_grad():
            t = self.online(b)
        return 2 - 2 * F.cosine_similarity(p, t, dim=-1).mean()


byol, dino = BYOL(), DINOLoss(8)
a, b = torch.randn(5, 6), torch.randn(5, 6)
loss = byol(a, b) + nt_xent(byol.online(a), byol.online(b)) + dino(byol.online(a), byol.online(b))
loss.backward()
