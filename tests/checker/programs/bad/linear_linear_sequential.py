# expect: ACT201@6
# why: Two linear layers follow each other and collapse into one.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(10, 32), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 2))
loss = nn.CrossEntropyLoss()(net(torch.randn(4, 10)), torch.randint(0, 2, (4,)))
loss.backward()
