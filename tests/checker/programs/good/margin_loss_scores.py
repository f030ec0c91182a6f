# expect: none
# why: MultiMarginLoss on raw scores.
import torch
from torch import nn

net = nn.Linear(6, 4)
nn.MultiMarginLoss()(net(torch.randn(5, 6)), torch.randint(0, 4, (5,))).backward()
nn.MultiLabelSoftMarginLoss()(net(torch.randn(2, 6)), torch.rand(2, 4).round()).backward()
