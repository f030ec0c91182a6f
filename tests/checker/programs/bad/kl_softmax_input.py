# expect: ACT108@13
# why: Both arguments of kl_div are softmax outputs; the first must be a log.
import torch
import torch.nn as nn
import torch.nn.functional as F

student, teacher = nn.Linear(8, 4), nn.Linear(8, 4)
T = 2.0
x = torch.randn(5, 8)
with torch.no_grad():
    soft_targets = F.softmax(teacher(x) / T, dim=-1)
soft_pred = F.softmax(student(x) / T, dim=-1)
loss = F.kl_div(soft_pred, soft_targets, reduction="batchmean") * T * T
loss.backward()
