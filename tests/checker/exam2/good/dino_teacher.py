# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class DINOLoss(nn.Module):
    def __init__(self, out_dim, student_temp=0.1, teacher_temp=0.04):
        super().__init__()
        self.student_temp, self.teacher_temp = student_temp, teacher_temp
        self.register_buffer("center", torch.zeros(1, out_dim))

    def forward(self, student_output, teacher_output):
        student_out = student_output / self.student_temp
        teacher_out = F.softmax((teacher_output - self.center) / self.teacher_temp, dim=-1).detach()
        loss = torch.sum(-teacher_out * F.log_softmax(student_out, dim=-1), dim=-1).mean()
        self.center = 0.9 * self.center + 0.1 * teacher_output.mean(0, keepdim=True)
        return loss


def projector():
    return nn.Sequential(nn.Linear(20, 32), nn.GELU(), nn.Linear(32, 24))


student, teacher = projector(), projector()
teacher.load_state_dict(student.state_dict())
criterion = DINOLoss(24)
x = torch.randn(6, 20)
with torch.no_grad():
    t = teacher(x)
criterion(student(x), t).backward()
for ps, pt in zip(student.parameters(), teacher.parameters()):
    pt.data.mul_(0.99).add_(ps.data, alpha=0.01)
