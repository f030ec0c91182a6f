# expect: ACT107@19
# why: A convolution's output goes straight into nll_loss for dense prediction.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Dense(nn.Module):
    def __init__(self):
        super().__init__()
        self.feat = nn.Conv2d(1, 4, 3, padding=1)
        self.cls = nn.Conv2d(4, 3, kernel_size=1)

    def forward(self, x):
        return self.cls(F.elu(self.feat(x)))


net = Dense()
F.nll_loss(net(torch.randn(2, 1, 4, 4)), torch.randint(0, 3, (2, 4, 4))).backward()
