# expect: none
# why: Softmax and log_softmax of the same logits: one weighs, the other goes to nll_loss.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Focal(nn.Module):
    def forward(self, logits, y):
        logp = F.log_softmax(logits, dim=1)
        p = logp.exp()
        return F.nll_loss((1 - p) ** 2 * logp, y)


net = nn.Conv2d(2, 3, 1)
Focal()(net(torch.randn(2, 2, 4, 4)), torch.randint(0, 3, (2, 4, 4))).backward()
