# expect: none

import torch
import torch.nn as nn


def weights_init(m):
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(m.weight, 0.0, 0.02)
        if m.bias is not None:
            nn.init.zeros_(m.bias)
    elif isinstance(m, nn.InstanceNorm2d) and m.affine:
        nn.init.ones_(m.weight)
        nn.init.zeros_(m.bias)


class AdversarialLoss(nn.Module):
    modes = {"lsgan": nn.MSELoss, "vanilla": nn.BCEWithLogitsLoss}

    def __init__(self, mode="lsgan"):
        super().__init__()
        self.register_buffer("real", torch.tensor(1.0))
        self.register_buffer("fake", torch.tensor(0.0))
        self.criterion = self.modes[mode]()

    def forward(self, prediction, target_is_real):
        target = self.real if target_is_real else self.fake
        return self.criterion(prediction, target.expand_as(prediction))


class PatchD(nn.Module):
    def __init__(self, nf=8):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, nf, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(nf, 1, 4, 1, 1))

    def forward(self, x):
        return self.body(x)


for mode in ("lsgan", "vanilla"):
    d, crit = PatchD().apply(weights_init), AdversarialLoss(mode)
    real, fake = torch.randn(2, 3, 8, 8), torch.randn(2, 3, 8, 8).tanh()
    loss = 0.5 * (crit(d(real), True) + crit(d(fake), False))
    loss.backward()
