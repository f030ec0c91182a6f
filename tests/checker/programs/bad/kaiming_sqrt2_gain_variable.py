# expect: ACT301@10
# why: A variable named gain holds calculate_gain's value and is given positionally as a.
import torch
import torch.nn as nn


def init_weights(m):
    if isinstance(m, nn.Linear):
        gain = nn.init.calculate_gain("relu")
        nn.init.kaiming_uniform_(m.weight, gain)


net = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 2))
net.apply(init_weights)
nn.functional.cross_entropy(net(torch.randn(3, 6)), torch.tensor([0, 1, 1])).backward()
