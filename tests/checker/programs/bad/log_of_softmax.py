# expect: ACT404@9
# why: torch.log of a softmax underflows; log_softmax would not.
import torch
import torch.nn as nn
import torch.nn.functional as F


def nll(logits, y):
    logp = torch.log(F.softmax(logits, dim=1))
    return F.nll_loss(logp, y)


nll(nn.Linear(4, 3)(torch.randn(5, 4)), torch.randint(0, 3, (5,))).backward()
