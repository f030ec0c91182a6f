# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class DistillationLoss(nn.Module):
    def __init__(self, base_criterion, teacher, alpha=0.5, tau=2.0):
        super().__init__()
        self.base_criterion = base_criterion
        self.teacher = teacher
        self.alpha, self.tau = alpha, tau

    def forward(self, inputs, outputs, labels):
        base = self.base_criterion(outputs, labels)
        with torch.no_grad():
            teacher_outputs = self.teacher(inputs)
        T = self.tau
        kd = F.kl_div(
            F.log_softmax(outputs / T, dim=1),
            F.softmax(teacher_outputs / T, dim=1),
            reduction="sum",
        ) * (T * T) / outputs.numel()
        return base * (1 - self.alpha) + kd * self.alpha


teacher = nn.Sequential(nn.Linear(12, 50), nn.GELU(), nn.Linear(50, 4))
student = nn.Linear(12, 4)
criterion = DistillationLoss(nn.CrossEntropyLoss(), teacher)
x, y = torch.randn(9, 12), torch.randint(0, 4, (9,))
criterion(x, student(x), y).backward()
