# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class FCN(nn.Module):
    def __init__(self, n_class=5):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, 2, 1)
        self.score = nn.Conv2d(16, n_class, 1)

    def forward(self, x):
        s = self.score(F.relu(self.conv(x)))
        s = F.interpolate(s, size=x.shape[2:], mode="bilinear", align_corners=False)
        return F.log_softmax(s, dim=1)


class CrossEntropyLoss2d(nn.Module):
    def __init__(self, weight=None):
        super().__init__()
        self.loss = nn.NLLLoss(weight)

    def forward(self, outputs, targets):
        return self.loss(outputs, targets)


net, crit = FCN(), CrossEntropyLoss2d(torch.ones(5))
crit(net(torch.rand(2, 3, 16, 16)), torch.randint(0, 5, (2, 16, 16))).backward()
