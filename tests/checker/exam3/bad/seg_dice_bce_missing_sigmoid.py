# expect: ACT115@40|42|43|44|52

import torch
import torch.nn as nn
import torch.nn.functional as F


def double_conv(cin, cout):
    return nn.Sequential(
        nn.Conv2d(cin, cout, 3, padding=1),
        nn.BatchNorm2d(cout),
        nn.ReLU(inplace=True),
        nn.Conv2d(cout, cout, 3, padding=1),
        nn.BatchNorm2d(cout),
        nn.ReLU(inplace=True),
    )


class UNet(nn.Module):
    def __init__(self, c=8):
        super().__init__()
        self.down1, self.down2 = double_conv(3, c), double_conv(c, 2 * c)
        self.up = nn.ConvTranspose2d(2 * c, c, 2, stride=2)
        self.fuse = double_conv(2 * c, c)
        self.last = nn.Conv2d(c, 1, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        return self.last(self.fuse(torch.cat([self.up(b), a], dim=1)))


class DiceBCELoss(nn.Module):
    def __init__(self, smooth=1.0, weight=0.5):
        super().__init__()
        self.smooth, self.weight = smooth, weight

    def forward(self, inputs, targets):
        bce = F.binary_cross_entropy_with_logits(inputs, targets)
        inputs = inputs.reshape(-1)
        targets = targets.reshape(-1)
        intersection = (inputs * targets).sum()
        dice = 1 - (2.0 * intersection + self.smooth) / (inputs.sum() + targets.sum() + self.smooth)
        return self.weight * bce + (1 - self.weight) * dice


net, loss_fn = UNet(), DiceBCELoss()
opt = torch.optim.Adam(net.parameters(), 1e-3)
img, mask = torch.randn(2, 3, 16, 16), torch.rand(2, 1, 16, 16).round()
for _ in range(2):
    opt.zero_grad()
    loss = loss_fn(net(img), mask)
    loss.backward()
    opt.step()
