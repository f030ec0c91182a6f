# expect: none
# why: Virtual adversarial training with log_target=True.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
x = torch.randn(5, 4)
with torch.no_grad():
    clean = F.log_softmax(net(x), dim=1)
d = F.normalize(torch.randn_like(x), dim=1)
loss = F.kl_div(F.log_softmax(net(x + 0.5 * d), dim=1), clean, log_target=True, reduction="batchmean")
loss.backward()
