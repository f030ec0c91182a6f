# expect: none
# why: log1p(exp(-|x|)) is the stable form.
import torch
from torch import nn


def bce_manual(logit, y):
    return (logit.clamp(min=0) - logit * y + torch.log1p(torch.exp(-logit.abs()))).mean()


bce_manual(nn.Linear(4, 1)(torch.randn(5, 4)), torch.rand(5, 1).round()).backward()
