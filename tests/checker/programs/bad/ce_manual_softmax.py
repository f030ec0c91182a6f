# expect: ACT101@23
# why: exp divided by its sum is a softmax written by hand, and cross entropy follows.
import torch
import torch.nn as nn
import torch.nn.functional as F


def my_softmax(z):
    e = torch.exp(z - z.max(dim=1, keepdim=True).values)
    return e / e.sum(dim=1, keepdim=True)


class Hand(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(6, 3) * 0.3)

    def forward(self, x):
        return my_softmax(x @ self.w)


hand = Hand()
loss = F.cross_entropy(hand(torch.randn(5, 6)), torch.randint(0, 3, (5,)))
loss.backward()
