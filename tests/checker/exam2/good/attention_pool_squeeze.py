# expect: none

import torch
from torch import nn


class MIL(nn.Module):
    """Attention-based multiple-instance learning (Ilse et al.)."""

    def __init__(self, d=20, L=16):
        super().__init__()
        self.V = nn.Sequential(nn.Linear(d, L), nn.Tanh())
        self.U = nn.Sequential(nn.Linear(d, L), nn.Sigmoid())
        self.w = nn.Linear(L, 1)
        self.classifier = nn.Linear(d, 1)

    def forward(self, bags):  # (batch, instances, d)
        a = self.w(self.V(bags) * self.U(bags)).squeeze(-1)
        a = torch.softmax(a, dim=1)
        z = torch.bmm(a.unsqueeze(1), bags).squeeze(1)
        return self.classifier(z).squeeze(-1), a


mil = MIL()
bag, label = torch.randn(4, 9, 20), torch.tensor([1.0, 0.0, 0.0, 1.0])
logit, attention = mil(bag)
loss = nn.functional.binary_cross_entropy_with_logits(logit, label)
loss.backward()
print((logit > 0).float(), attention.argmax(1))
