# expect: none
# why: Discrete SAC needs both probabilities and log-probabilities of the same logits.
import torch
import torch.nn as nn
import torch.nn.functional as F

actor, q = nn.Linear(4, 3), nn.Linear(4, 3)
s = torch.randn(6, 4)
logits = actor(s)
logp = F.log_softmax(logits, dim=-1)
p = logp.exp()
loss = (p * (0.2 * logp - q(s).detach())).sum(-1).mean()
loss.backward()
