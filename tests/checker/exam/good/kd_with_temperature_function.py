# expect: none
# why: The usual question, rightly done: log_softmax for the student, softmax for the teacher.
import torch
import torch.nn as nn
import torch.nn.functional as F


def kd_loss(outputs, labels, teacher_outputs, alpha=0.9, T=20.0):
    kl = nn.KLDivLoss(reduction="batchmean")
    return kl(F.log_softmax(outputs / T, dim=1), F.softmax(teacher_outputs / T, dim=1)) * (
        alpha * T * T
    ) + F.cross_entropy(outputs, labels) * (1.0 - alpha)


s, t = nn.Linear(6, 4), nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 4))
x = torch.randn(5, 6)
kd_loss(s(x), torch.randint(0, 4, (5,)), t(x).detach()).backward()
