# expect: ACT120@12
# why: Bernoulli(logits=...) gets sigmoid outputs.
import torch
import torch.nn as nn
import torch.distributions as D

gate = nn.Linear(5, 4)


def sample_mask(x):
    keep = torch.sigmoid(gate(x))
    d = D.Bernoulli(logits=keep)
    mask = d.sample()
    return mask, d.log_prob(mask)


mask, lp = sample_mask(torch.randn(3, 5))
lp.mean().backward()
