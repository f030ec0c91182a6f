# expect: ACT108@18, ACT109@18

import torch
from torch import nn
from torch.nn import functional as F


class KDLoss(nn.Module):
    def __init__(self, temperature=4.0, alpha=0.9):
        super().__init__()
        self.T = temperature
        self.alpha = alpha

    def forward(self, student_logits, teacher_logits, labels):
        hard = F.cross_entropy(student_logits, labels)
        p_s = F.softmax(student_logits / self.T, dim=1)
        log_p_t = F.log_softmax(teacher_logits / self.T, dim=1)
        soft = F.kl_div(p_s, log_p_t, reduction="batchmean") * self.T**2
        return self.alpha * soft + (1 - self.alpha) * hard


teacher = nn.Sequential(nn.Linear(20, 128), nn.ReLU(), nn.Linear(128, 5)).eval()
student = nn.Linear(20, 5)
criterion = KDLoss()
opt = torch.optim.SGD(student.parameters(), lr=0.1)
for _ in range(3):
    x, y = torch.randn(16, 20), torch.randint(0, 5, (16,))
    with torch.no_grad():
        t = teacher(x)
    loss = criterion(student(x), t, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
