# expect: none
# why: log_input=False with a softplus rate.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(4, 2)
rate = F.softplus(net(torch.randn(5, 4)))
loss = F.poisson_nll_loss(rate, torch.poisson(torch.ones(5, 2)), log_input=False)
loss.backward()
