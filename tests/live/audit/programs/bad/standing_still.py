# ACT505
# mypy: ignore-errors
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(16, 8), torch.randint(0, 2, (16, 3)).float()
y[:] = 0.5
logits = nn.Parameter(torch.zeros(16, 3))
for _ in range(30):
    F.binary_cross_entropy_with_logits(logits * 1.0, y).backward()
