# expect: none
# why: The softmax is the target of cross entropy (soft labels), not its input.
import torch
import torch.nn as nn
import torch.nn.functional as F


def soft_ce(student_logits, teacher_logits):
    target = F.softmax(teacher_logits.detach(), dim=1)
    return F.cross_entropy(student_logits, target)


s, t = nn.Linear(5, 3), nn.Linear(5, 3)
x = torch.randn(6, 5)
soft_ce(s(x), t(x)).backward()
