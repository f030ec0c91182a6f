# expect: none
# why: The one-unit scorer is squeezed first, so softmax(dim=-1) runs over the sequence.
import torch
import torch.nn as nn
import torch.nn.functional as F

scorer = nn.Sequential(nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 1))
states = torch.randn(3, 7, 8)
weights = F.softmax(scorer(states).squeeze(-1), dim=-1)
context = torch.bmm(weights.unsqueeze(1), states).squeeze(1)
assert torch.allclose(weights.sum(1), torch.ones(3))
context.pow(2).mean().backward()
