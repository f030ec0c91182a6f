# expect: ACT120@9
# why: Raw scores are given positionally as probs; some are negative, so Categorical refuses.
# raises: ValueError
import torch
from torch import nn, distributions

actor = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3))
scores = actor(torch.randn(6, 4))
dist = distributions.Categorical(scores)
print(dist.sample())
