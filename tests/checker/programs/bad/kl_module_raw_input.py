# expect: ACT108@18
# why: KLDivLoss gets the student's raw logits as input.
import torch
import torch.nn as nn


class Distiller(nn.Module):
    def __init__(self, student, teacher):
        super().__init__()
        self.student = student
        self.teacher = teacher
        self.kl = nn.KLDivLoss(reduction="batchmean")

    def forward(self, x):
        with torch.no_grad():
            t = self.teacher(x).softmax(dim=1)
        s = self.student(x)
        return self.kl(s, t)


d = Distiller(nn.Linear(6, 3), nn.Linear(6, 3))
d(torch.randn(4, 6)).backward()
