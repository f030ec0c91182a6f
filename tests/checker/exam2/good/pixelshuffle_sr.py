# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class ESPCN(nn.Module):
    def __init__(self, scale=2):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 5, padding=2)
        self.conv2 = nn.Conv2d(16, scale**2, 3, padding=1)
        self.shuffle = nn.PixelShuffle(scale)
        self._init()

    def _init(self):
        nn.init.orthogonal_(self.conv1.weight, nn.init.calculate_gain("tanh"))
        nn.init.orthogonal_(self.conv2.weight)

    def forward(self, x):
        return self.shuffle(self.conv2(torch.tanh(self.conv1(x))))


def psnr(a, b):
    return -10 * torch.log10(F.mse_loss(a.clamp(0, 1), b))


net = ESPCN()
low, high = torch.rand(2, 1, 8, 8), torch.rand(2, 1, 16, 16)
out = net(low)
(F.mse_loss(out, high) + 0.1 * nn.L1Loss()(out, high)).backward()
print(psnr(out.detach(), high))
