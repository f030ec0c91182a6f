# expect: ACT115@30

import torch
import torch.nn as nn


def soft_dice_loss(inputs, targets, smooth=1e-5):
    dims = tuple(range(1, inputs.ndim))
    intersection = (inputs * targets).sum(dims)
    union = inputs.sum(dims) + targets.sum(dims)
    dice = (2.0 * intersection + smooth) / (union + smooth)
    return 1.0 - dice.mean()


class VNetLite(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv3d(1, 4, 3, padding=1), nn.InstanceNorm3d(4), nn.PReLU())
        self.final = nn.Conv3d(4, 1, 1)

    def forward(self, volume):
        return self.final(self.down(volume))


net = VNetLite()
opt = torch.optim.Adam(net.parameters(), 1e-3)
for _ in range(2):
    vol, organ = torch.randn(1, 1, 8, 8, 8), (torch.rand(1, 1, 8, 8, 8) > 0.5).float()
    out = net(vol)
    loss = soft_dice_loss(out, organ)
    opt.zero_grad()
    loss.backward()
    opt.step()
