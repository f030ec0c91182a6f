# expect: none
# why: Logits into BCEWithLogitsLoss, sigmoid only for the decision.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 4))
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.full((4,), 2.0))
x, y = torch.randn(6, 8), torch.rand(6, 4).round()
logits = net(x)
loss = criterion(logits, y)
loss.backward()
predicted = logits.sigmoid() > 0.5
print((predicted == y.bool()).float().mean())
