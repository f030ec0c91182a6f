# expect: none
# why: log-probabilities are valid logits for Categorical.
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(4, 3)
logp = F.log_softmax(net(torch.randn(5, 4)), dim=-1)
dist = torch.distributions.Categorical(logits=logp)
a = dist.sample()
(-dist.log_prob(a)).mean().backward()
