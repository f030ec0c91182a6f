# expect: none

import torch
import torch.nn.functional as F
from torch import nn


@torch.no_grad()
def teacher_targets(teacher, x, T=2.0):
    teacher.eval()
    return torch.sigmoid(teacher(x) / T)


teacher = nn.Sequential(nn.Linear(10, 64), nn.ReLU(), nn.Linear(64, 6))
student = nn.Sequential(nn.Linear(10, 8), nn.ReLU(), nn.Linear(8, 6))
optimizer = torch.optim.Adam(student.parameters())
mixed = nn.BCEWithLogitsLoss()
for _ in range(3):
    x, y = torch.randn(16, 10), torch.randint(0, 2, (16, 6)).float()
    z = student(x)
    soft = F.binary_cross_entropy_with_logits(z / 2.0, teacher_targets(teacher, x))
    loss = 0.5 * mixed(z, y) + 2.0 * soft
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
