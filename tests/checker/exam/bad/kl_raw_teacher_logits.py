# expect: ACT109@9|15
# why: The teacher's raw logits are the target of kl_div.
import torch
import torch.nn as nn
import torch.nn.functional as F


def distill(student_logits, teacher_logits, temperature):
    return F.kl_div(F.log_softmax(student_logits / temperature, dim=1), teacher_logits, reduction="batchmean")


student = nn.Linear(8, 5)
teacher = nn.Linear(8, 5).requires_grad_(False)
inputs = torch.randn(3, 8)
distill(student(inputs), teacher(inputs), 4.0).backward()
