# expect: none
# why: A factorised projection 64 -> 8 -> 64 is narrower in the middle than at both ends.
import torch
import torch.nn as nn

factor = nn.Sequential(nn.Linear(64, 8, bias=False), nn.Linear(8, 64, bias=False))
net = nn.Sequential(factor, nn.GELU(), nn.Linear(64, 2))
loss = nn.CrossEntropyLoss()(net(torch.randn(4, 64)), torch.randint(0, 2, (4,)))
loss.backward()
