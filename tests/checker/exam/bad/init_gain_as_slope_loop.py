# expect: ACT301@9
# why: A loop over modules hands calculate_gain's value to kaiming_normal_ as a.
import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(1, 3, 3), nn.ReLU(), nn.Flatten(), nn.Linear(27, 2))
for module in net:
    if hasattr(module, "weight"):
        nn.init.kaiming_normal_(module.weight, a=nn.init.calculate_gain("relu"), mode="fan_in")
nn.functional.cross_entropy(net(torch.randn(2, 1, 5, 5)), torch.tensor([0, 1])).backward()
