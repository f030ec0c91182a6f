# expect: none
# why: The probabilities leave autocast before BCELoss.
import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 1), nn.Sigmoid())
criterion = nn.BCELoss()
x, y = torch.randn(4, 6), torch.rand(4, 1).round()
with torch.autocast("cuda"):
    p = model(x)
loss = criterion(p.float(), y)
loss.backward()
