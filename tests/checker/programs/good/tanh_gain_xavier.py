# expect: none
# why: Xavier with tanh's gain.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(5, 10), nn.Tanh(), nn.Linear(10, 1))
nn.init.xavier_normal_(net[0].weight, gain=nn.init.calculate_gain("tanh"))
nn.MSELoss()(net(torch.randn(4, 5)), torch.randn(4, 1)).backward()
