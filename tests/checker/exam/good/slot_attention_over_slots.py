# expect: none
# why: Slot attention normalises over slots (dim=1) and then over inputs.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Slot(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.to_q, self.to_k, self.to_v = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, slots, x):
        dots = torch.einsum("bid,bjd->bij", self.to_q(slots), self.to_k(x))
        attn = dots.softmax(dim=1) + 1e-8
        attn = attn / attn.sum(dim=-1, keepdim=True)
        return torch.einsum("bjd,bij->bid", self.to_v(x), attn)


F.mse_loss(Slot(4)(torch.randn(2, 3, 4), torch.randn(2, 6, 4)), torch.randn(2, 3, 4)).backward()
