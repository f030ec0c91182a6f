# expect: none
# why: The teacher's sigmoid is the target; the student's logits are the input.
import torch
import torch.nn as nn
import torch.nn.functional as F

student, teacher = nn.Linear(6, 3), nn.Linear(6, 3)
x = torch.randn(4, 6)
with torch.no_grad():
    soft = torch.sigmoid(teacher(x))
loss = F.binary_cross_entropy_with_logits(student(x), soft)
loss.backward()
