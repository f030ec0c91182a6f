# expect: none
# why: softplus before MSE for a target that is positive by nature (a duration).
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(4, 1)
pred = F.softplus(net(torch.randn(6, 4)))
F.mse_loss(pred, torch.rand(6, 1) * 5).backward()
