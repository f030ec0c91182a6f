# expect: ACT125@8|6
# why: nn.LogSoftmax(dim=0) behind a linear layer with a batch in dim 0.
import torch
import torch.nn as nn

net = nn.Sequential(nn.Linear(6, 10), nn.ReLU(), nn.Linear(10, 3), nn.LogSoftmax(dim=0))
x, y = torch.randn(9, 6), torch.randint(0, 3, (9,))
nn.functional.nll_loss(net(x), y).backward()
