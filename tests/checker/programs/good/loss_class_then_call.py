# expect: none
# why: nn.CrossEntropyLoss()(out, y) makes the module first.
import torch
from torch import nn

net = nn.Linear(4, 3)
weights = torch.tensor([1.0, 2.0, 3.0])
out = net(torch.randn(5, 4))
loss = nn.CrossEntropyLoss(weights)(out, torch.randint(0, 3, (5,)))
loss.backward()
