# expect: none
# why: A detector decodes boxes with sigmoid for IoU while the objectness loss reads logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Det(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 5 + 2, 1)

    def forward(self, x):
        return self.c(x).permute(0, 2, 3, 1)


p = Det()(torch.randn(1, 3, 4, 4))
xy = p[..., :2].sigmoid()
obj = F.binary_cross_entropy_with_logits(p[..., 4], torch.zeros(1, 4, 4))
cls = F.cross_entropy(p[..., 5:].reshape(-1, 2), torch.randint(0, 2, (16,)))
(F.mse_loss(xy, torch.rand(1, 4, 4, 2)) + obj + cls).backward()
