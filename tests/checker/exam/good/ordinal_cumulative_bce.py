# expect: none
# why: CORAL: cumulative logits into the binary loss on logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Coral(nn.Module):
    def __init__(self, d, k):
        super().__init__()
        self.w = nn.Linear(d, 1, bias=False)
        self.b = nn.Parameter(torch.linspace(1, -1, k - 1))

    def forward(self, x):
        return self.w(x) + self.b


y = torch.randint(0, 5, (6,))
levels = (y[:, None] > torch.arange(4)).float()
F.binary_cross_entropy_with_logits(Coral(3, 5)(torch.randn(6, 3)), levels).backward()
