# expect: ACT103@15|29|37

import torch
import torch.nn as nn
import torch.nn.functional as F


class BCEDiceLoss(nn.Module):
    def __init__(self, bce_weight=0.5):
        super().__init__()
        self.bce = nn.BCEWithLogitsLoss()
        self.w = bce_weight

    def forward(self, pred, mask):
        bce = self.bce(pred, mask)
        p = pred.flatten(1)
        t = mask.flatten(1)
        dice = 1 - (2 * (p * t).sum(1) + 1) / (p.sum(1) + t.sum(1) + 1)
        return self.w * bce + (1 - self.w) * dice.mean()


class SegNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Conv2d(3, 8, 3, padding=1)
        self.dec = nn.Conv2d(8, 1, 3, padding=1)

    def forward(self, x):
        return torch.sigmoid(self.dec(F.relu(self.enc(x))))


net = SegNet()
criterion = BCEDiceLoss()
optim = torch.optim.Adam(net.parameters())
img, msk = torch.rand(2, 3, 20, 20), (torch.rand(2, 1, 20, 20) > 0.7).float()
for _ in range(2):
    loss = criterion(net(img), msk)
    optim.zero_grad()
    loss.backward()
    optim.step()
