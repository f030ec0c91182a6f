# expect: ACT105@12
# why: The classifier is sliced without its last layer, the Sigmoid, and trained with BCELoss.
# raises: RuntimeError
import torch
from torch import nn

full = nn.Sequential(nn.Linear(10, 8), nn.ReLU(), nn.Linear(8, 1), nn.Sigmoid())
trunk = full[:-1]
crit = nn.BCELoss()
data = [(5 * torch.randn(8, 10), torch.rand(8, 1).round()) for _ in range(2)]
for x, y in data:
    loss = crit(trunk(x), y)
    loss.backward()
