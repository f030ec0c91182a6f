# expect: ACT115@28|11
# why: The Dice loss multiplies raw logits with the mask.
import torch
import torch.nn as nn
import torch.nn.functional as F


def dice_loss(pred, target, smooth=1.0):
    pred = pred.contiguous().view(-1)
    target = target.contiguous().view(-1)
    intersection = (pred * target).sum()
    return 1 - (2.0 * intersection + smooth) / (pred.sum() + target.sum() + smooth)


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.final = nn.Conv2d(4, 1, 1)

    def forward(self, x):
        return self.final(F.relu(self.conv(x)))


unet = UNet()
mask = torch.rand(2, 1, 6, 6).round()
out = unet(torch.randn(2, 3, 6, 6))
loss = dice_loss(out, mask)
loss.backward()
