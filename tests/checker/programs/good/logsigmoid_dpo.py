# expect: none
# why: Preference losses use logsigmoid, the stable form.
import torch
import torch.nn as nn
import torch.nn.functional as F


def dpo(pc, pr, rc, rr, beta=0.1):
    return -F.logsigmoid(beta * ((pc - pr) - (rc - rr))).mean()


head = nn.Linear(6, 1)
c, r = head(torch.randn(4, 6)).squeeze(1), head(torch.randn(4, 6)).squeeze(1)
dpo(c, r, c.detach(), r.detach()).backward()
