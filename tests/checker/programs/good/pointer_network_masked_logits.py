# expect: none
# why: Masked attention scores are logits with -inf, without softmax, into cross entropy.
import torch
from torch import nn


class Pointer(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.q, self.k = nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, query, keys, mask):
        scores = torch.einsum("bd,bnd->bn", self.q(query), self.k(keys))
        return scores.masked_fill(mask, float("-inf"))


mask = torch.tensor([[False, False, False, True]] * 3)
logits = Pointer(5)(torch.randn(3, 5), torch.randn(3, 4, 5), mask)
nn.functional.cross_entropy(logits, torch.tensor([0, 1, 2])).backward()
