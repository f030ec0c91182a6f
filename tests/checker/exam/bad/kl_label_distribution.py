# expect: ACT108@11
# why: A network that ends with Softmax learns a label distribution through KLDivLoss.
import torch
from torch import nn

age_net = nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 10), nn.Softmax(dim=1))
criterion = nn.KLDivLoss(reduction="sum")
target = torch.rand(4, 10)
target = target / target.sum(1, keepdim=True)
out = age_net(torch.randn(4, 12))
loss = criterion(out, target)
loss.backward()
