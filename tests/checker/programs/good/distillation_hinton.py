# expect: none
# why: log_softmax for the student and softmax for the teacher is the right pair for KLDivLoss.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Distill(nn.Module):
    def __init__(self, T=4.0, alpha=0.5):
        super().__init__()
        self.T, self.alpha = T, alpha

    def forward(self, s, t, y):
        soft = (
            F.kl_div(F.log_softmax(s / self.T, dim=1), F.softmax(t / self.T, dim=1), reduction="batchmean") * self.T**2
        )
        hard = F.cross_entropy(s, y)
        return self.alpha * soft + (1 - self.alpha) * hard


student, teacher = nn.Linear(7, 5), nn.Linear(7, 5)
x, y = torch.randn(4, 7), torch.randint(0, 5, (4,))
Distill()(student(x), teacher(x).detach(), y).backward()
