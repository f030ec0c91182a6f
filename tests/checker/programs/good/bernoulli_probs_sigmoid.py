# expect: none
# why: Bernoulli(probs=sigmoid) samples a mask.
import torch
from torch import nn
from torch.distributions import Bernoulli

net = nn.Linear(6, 4)
p = torch.sigmoid(net(torch.randn(3, 6)))
d = Bernoulli(probs=p)
s = d.sample()
(-d.log_prob(s).sum(1) * torch.randn(3)).mean().backward()
