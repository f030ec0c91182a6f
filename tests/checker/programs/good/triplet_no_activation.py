# expect: none
# why: An embedding network without final activation and a triplet loss.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 4))
loss = nn.TripletMarginLoss()(net(torch.randn(3, 6)), net(torch.randn(3, 6)), net(torch.randn(3, 6)))
loss.backward()
