# expect: ACT114@20
# why: Residuals around zero are predicted by a model that ends with relu.
import torch
from torch import nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1, self.l2 = nn.Linear(6, 8), nn.Linear(8, 1)

    def forward(self, x):
        return self.l2(F.silu(self.l1(x))).relu()


m = Residual()
x = torch.randn(10, 6)
target = x[:, :1] - x[:, 1:2]
F.huber_loss(m(x), target).backward()
