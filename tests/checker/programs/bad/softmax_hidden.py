# expect: ACT206@6
# why: A softmax between two linear layers as a hidden activation.
import torch
import torch.nn as nn

net = nn.Sequential(nn.Linear(8, 32), nn.Softmax(dim=1), nn.Linear(32, 1))
loss = nn.MSELoss()(net(torch.randn(4, 8)), torch.randn(4, 1))
loss.backward()
