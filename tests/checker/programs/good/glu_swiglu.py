# expect: none
# why: SwiGLU multiplies two projections, one of them activated.
import torch
import torch.nn as nn
import torch.nn.functional as F


class SwiGLU(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.w1, self.w3, self.w2 = (nn.Linear(a, b, bias=False) for a, b in ((d, h), (d, h), (h, d)))

    def forward(self, x):
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


x = torch.randn(2, 3, 8)
(x + SwiGLU(8, 12)(x)).mean().backward()
