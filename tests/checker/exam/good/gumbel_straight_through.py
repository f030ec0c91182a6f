# expect: none
# why: gumbel_softmax of raw scores; the attention over codes uses a softmax of its own.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Codes(nn.Module):
    def __init__(self, d, k):
        super().__init__()
        self.score, self.table = nn.Linear(d, k), nn.Embedding(k, d)

    def forward(self, x, hard):
        s = self.score(x)
        w = F.gumbel_softmax(s, hard=True, dim=-1) if hard else F.softmax(s, dim=-1)
        return w @ self.table.weight


m = Codes(4, 6)
x = torch.randn(3, 4)
(F.mse_loss(m(x, True), x) + F.mse_loss(m(x, False), x)).backward()
