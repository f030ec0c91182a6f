# expect: ACT130@7
# why: MultiMarginLoss on a softmax can never reach its margin of one.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(6, 4), nn.Softmax(dim=1))
loss = nn.MultiMarginLoss()(net(torch.randn(5, 6)), torch.randint(0, 4, (5,)))
loss.backward()
