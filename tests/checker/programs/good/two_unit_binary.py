# expect: none
# why: Two units with cross entropy for a binary problem.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 2))
nn.CrossEntropyLoss()(net(torch.randn(5, 4)), torch.randint(0, 2, (5,))).backward()
