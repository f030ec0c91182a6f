# expect: ACT108@19|25

import torch
import torch.nn as nn
import torch.nn.functional as F


class Distiller(nn.Module):
    def __init__(self, student, teacher, T=4.0, alpha=0.7):
        super().__init__()
        self.student, self.teacher = student, teacher
        self.T, self.alpha = T, alpha
        self.kd = nn.KLDivLoss(reduction="batchmean")
        self.ce = nn.CrossEntropyLoss()
        for p in self.teacher.parameters():
            p.requires_grad_(False)

    def soften(self, scores):
        return F.softmax(scores / self.T, dim=1)

    def forward(self, x, y):
        s = self.student(x)
        with torch.no_grad():
            t = self.teacher(x)
        soft = self.kd(self.soften(s), self.soften(t)) * self.T**2
        hard = self.ce(s, y)
        return self.alpha * soft + (1 - self.alpha) * hard


def net(width):
    return nn.Sequential(nn.Linear(6, width), nn.ReLU(), nn.Linear(width, 5))


d = Distiller(net(8), net(64))
d(torch.randn(4, 6), torch.randint(0, 5, (4,))).backward()
