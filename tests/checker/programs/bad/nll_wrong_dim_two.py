# expect: ACT126@10|9
# why: dim=2 of a (batch, classes, height, width) map is the height.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Conv2d(1, 6, 3, padding=1), nn.ReLU(), nn.Conv2d(6, 3, 1))
x, y = torch.randn(2, 1, 4, 5), torch.randint(0, 3, (2, 4, 5))
logp = F.log_softmax(net(x), dim=2)
loss = F.nll_loss(logp, y)
loss.backward()
