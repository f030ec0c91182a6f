# expect: none
# why: A multi-head attention layer with masked softmax, then logits.
import math
import torch
from torch import nn


class MHA(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.h, self.dk = h, d // h
        self.q, self.k, self.v, self.o = (nn.Linear(d, d) for _ in range(4))
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask=None):
        b, t, d = x.shape
        split = lambda y: y.view(b, t, self.h, self.dk).transpose(1, 2)
        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.dk)
        if mask is not None:
            scores = scores.masked_fill(mask == 0, -1e9)
        p = self.dropout(scores.softmax(dim=-1))
        return self.o((p @ v).transpose(1, 2).reshape(b, t, d))


x = torch.randn(2, 4, 8)
out = nn.Linear(8, 3)(torch.relu(MHA(8, 2)(x, torch.tril(torch.ones(4, 4)))))
nn.CrossEntropyLoss()(out.reshape(-1, 3), torch.randint(0, 3, (8,))).backward()
