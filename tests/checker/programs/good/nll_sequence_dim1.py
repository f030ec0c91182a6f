# expect: none
# why: (batch, classes, time) with log_softmax over dim 1.
import torch
import torch.nn as nn
import torch.nn.functional as F

conv = nn.Conv1d(4, 5, 3, padding=1)
logp = F.log_softmax(conv(torch.randn(2, 4, 8)), dim=1)
F.nll_loss(logp, torch.randint(0, 5, (2, 8))).backward()
