# expect: ACT112@22
# why: A GELU is the last step of the head, so logits stop near -0.17.
import torch
from torch import nn
import torch.nn.functional as F


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(8)
        self.proj = nn.Linear(8, 3)
        self.act = nn.GELU()

    def forward(self, tokens):
        cls = tokens[:, 0]
        return self.act(self.proj(self.norm(cls)))


head = Head()
logits = head(torch.randn(4, 5, 8))
F.cross_entropy(logits, torch.randint(0, 3, (4,))).backward()
