# expect: none
# why: A classic GAN: the discriminator's Sigmoid feeds BCELoss.
import torch
import torch.nn as nn

netD = nn.Sequential(nn.Conv2d(1, 4, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True), nn.Conv2d(4, 1, 4), nn.Sigmoid())
netG = nn.Sequential(
    nn.ConvTranspose2d(5, 4, 4), nn.BatchNorm2d(4), nn.ReLU(True), nn.ConvTranspose2d(4, 1, 4, 2, 1), nn.Tanh()
)
criterion = nn.BCELoss()
optD, optG = (torch.optim.Adam(n.parameters(), 2e-4) for n in (netD, netG))
real = torch.rand(3, 1, 8, 8) * 2 - 1
netD.zero_grad()
errD = criterion(netD(real).view(-1), torch.ones(3))
fake = netG(torch.randn(3, 5, 1, 1))
errD = errD + criterion(netD(fake.detach()).view(-1), torch.zeros(3))
errD.backward()
optD.step()
netG.zero_grad()
criterion(netD(fake).view(-1), torch.ones(3)).backward()
optG.step()
