# expect: ACT126@18|11|14
# why: log_softmax over the width of a conv map, while NLLLoss reads classes from dim 1.
import torch
from torch import nn


class Seg(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 4, 3, padding=1)
        self.ls = nn.LogSoftmax(dim=-1)

    def forward(self, x):
        return self.ls(self.c(x))


seg = Seg()
loss = nn.NLLLoss()(seg(torch.randn(2, 3, 5, 6)), torch.randint(0, 4, (2, 5, 6)))
loss.backward()
