# expect: none
# why: SELU with AlphaDropout and LeCun init.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(6, 16), nn.SELU(), nn.AlphaDropout(0.1), nn.Linear(16, 3))
for m in net:
    if isinstance(m, nn.Linear):
        nn.init.kaiming_normal_(m.weight, nonlinearity="linear")
nn.CrossEntropyLoss()(net(torch.randn(4, 6)), torch.randint(0, 3, (4,))).backward()
