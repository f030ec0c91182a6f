# expect: ACT124@15
# why: F.softmax is called without a dim on a batch of sequences.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Attn(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Linear(6, 6)

    def forward(self, query, keys):
        energy = torch.bmm(self.w(query), keys.transpose(1, 2))
        attn = F.softmax(energy)
        return torch.bmm(attn, keys)


Attn()(torch.randn(2, 3, 6), torch.randn(2, 4, 6)).sum().backward()
