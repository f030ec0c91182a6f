# expect: none
# why: A mixture of softmaxes is logged by hand and then fits NLLLoss.
import torch
import torch.nn as nn
import torch.nn.functional as F


class MoS(nn.Module):
    def __init__(self, d, k, v):
        super().__init__()
        self.prior, self.latent, self.dec = nn.Linear(d, k), nn.Linear(d, k * d), nn.Linear(d, v)
        self.k, self.d = k, d

    def forward(self, h):
        pi = F.softmax(self.prior(h), dim=-1)
        z = torch.tanh(self.latent(h)).view(-1, self.k, self.d)
        p = F.softmax(self.dec(z), dim=-1)
        mix = (pi.unsqueeze(-1) * p).sum(1)
        return torch.log(mix + 1e-8)


F.nll_loss(MoS(4, 2, 6)(torch.randn(3, 4)), torch.tensor([0, 5, 2])).backward()
