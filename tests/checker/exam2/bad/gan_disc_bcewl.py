# expect: ACT103@27|49, ACT103@27|45, ACT103@27|43

import torch
import torch.nn as nn

nz, ngf = 32, 16


def weights_init(m):
    if isinstance(m, (nn.ConvTranspose2d, nn.Conv2d)):
        nn.init.normal_(m.weight, 0.0, 0.02)


netG = nn.Sequential(
    nn.ConvTranspose2d(nz, ngf * 2, 4), nn.BatchNorm2d(ngf * 2), nn.ReLU(True),
    nn.ConvTranspose2d(ngf * 2, 1, 4, 2, 1), nn.Tanh(),
)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential()
        self.main.add_module("conv1", nn.Conv2d(1, ngf, 4, 2, 1))
        self.main.add_module("lrelu1", nn.LeakyReLU(0.2, inplace=True))
        self.main.add_module("conv2", nn.Conv2d(ngf, 1, 4))
        self.main.add_module("sig", nn.Sigmoid())

    def forward(self, x):
        return self.main(x).view(-1)


netD = Discriminator()
netG.apply(weights_init)
netD.apply(weights_init)
criterion = nn.BCEWithLogitsLoss()
optD = torch.optim.Adam(netD.parameters(), lr=2e-4, betas=(0.5, 0.999))
optG = torch.optim.Adam(netG.parameters(), lr=2e-4, betas=(0.5, 0.999))

for real in [torch.rand(8, 1, 8, 8) * 2 - 1]:
    netD.zero_grad()
    label = torch.ones(real.size(0))
    errD_real = criterion(netD(real), label)
    fake = netG(torch.randn(real.size(0), nz, 1, 1))
    errD_fake = criterion(netD(fake.detach()), torch.zeros_like(label))
    (errD_real + errD_fake).backward()
    optD.step()
    netG.zero_grad()
    errG = criterion(netD(fake), label)
    errG.backward()
    optG.step()
