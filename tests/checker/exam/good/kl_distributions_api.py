# expect: none
# why: torch.distributions.kl_divergence works on distributions, not on log inputs.
import torch
from torch import nn
from torch.distributions import Categorical, kl_divergence

old, new = nn.Linear(4, 3), nn.Linear(4, 3)
s = torch.randn(5, 4)
p = Categorical(logits=old(s).detach())
q = Categorical(probs=new(s).softmax(-1))
kl_divergence(p, q).mean().backward()
