# expect: ACT305@7|9
# why: All weights of the hidden layer get the same constant.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
nn.init.constant_(net[0].weight, 0.1)
nn.init.zeros_(net[0].bias)
nn.MSELoss()(net(torch.randn(3, 4)), torch.randn(3, 1)).backward()
