# expect: ACT202@6
# why: A sigmoid right behind a ReLU never falls below one half.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 1), nn.ReLU(), nn.Sigmoid())
loss = nn.BCELoss()(net(torch.randn(4, 6)), torch.rand(4, 1).round())
loss.backward()
