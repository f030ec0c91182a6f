# expect: none
# why: gumbel_softmax gets logits; a separate softmax makes the KL term.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Enc(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        logits = self.fc(x)
        z = F.gumbel_softmax(logits, tau=1.0, hard=True)
        q = F.softmax(logits, dim=-1)
        kl = (q * (F.log_softmax(logits, dim=-1) + torch.log(torch.tensor(5.0)))).sum(-1).mean()
        return z, kl


z, kl = Enc()(torch.randn(3, 8))
(z.sum() + kl).backward()
