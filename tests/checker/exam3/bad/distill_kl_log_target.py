# expect: ACT109@10|11

import torch
import torch.nn.functional as F
from torch import nn


def kd_loss(student_logits, teacher_logits, temperature):
    p = F.log_softmax(student_logits / temperature, dim=-1)
    q = F.log_softmax(teacher_logits / temperature, dim=-1)
    return F.kl_div(p, q, reduction="sum") * temperature**2 / student_logits.size(0)


class Teacher(nn.Module):
    def __init__(self, k=6):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 64), nn.GELU(), nn.Linear(64, 64), nn.GELU(), nn.Linear(64, k))

    def forward(self, x):
        return self.net(x)


class Student(nn.Module):
    def __init__(self, k=6):
        super().__init__()
        self.net = nn.Linear(8, k)

    def forward(self, x):
        return self.net(x)


def train(student, teacher, loader, temperature=2.0):
    opt = torch.optim.SGD(student.parameters(), 0.1)
    teacher.eval()
    for x, y in loader:
        with torch.no_grad():
            target = teacher(x)
        out = student(x)
        loss = F.cross_entropy(out, y) + kd_loss(out, target, temperature)
        opt.zero_grad()
        loss.backward()
        opt.step()


train(Student(), Teacher(), [(torch.randn(4, 8), torch.randint(0, 6, (4,)))])
