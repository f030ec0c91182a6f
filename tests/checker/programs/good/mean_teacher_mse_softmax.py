# expect: none
# why: The consistency loss compares two softmax outputs by MSE, which is meant.
import torch
import torch.nn as nn
import torch.nn.functional as F

student, teacher = nn.Linear(5, 3), nn.Linear(5, 3)
x, y = torch.randn(6, 5), torch.randint(0, 3, (6,))
logits = student(x)
with torch.no_grad():
    target = F.softmax(teacher(x + 0.1), dim=1)
loss = F.cross_entropy(logits, y) + 10.0 * F.mse_loss(F.softmax(logits, dim=1), target)
loss.backward()
