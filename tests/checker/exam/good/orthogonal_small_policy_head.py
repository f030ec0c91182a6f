# expect: none
# why: A tiny orthogonal gain and a zero bias are the common start of a policy head.
import torch
from torch import nn

net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
nn.init.orthogonal_(net[2].weight, gain=0.01)
nn.init.constant_(net[2].bias, 0.0)
d = torch.distributions.Categorical(logits=net(torch.randn(3, 4)))
(-d.log_prob(d.sample())).mean().backward()
