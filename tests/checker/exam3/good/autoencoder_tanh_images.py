# expect: none

"""Denoising autoencoder on images scaled to [-1, 1]: a tanh output is right."""
import torch
import torch.nn as nn


class Denoiser(nn.Module):
    def __init__(self, c=3, f=8):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(c, f, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(f, 2 * f, 4, 2, 1))
        self.bottleneck = nn.Sequential(nn.LeakyReLU(0.2), nn.Conv2d(2 * f, 2 * f, 1), nn.LeakyReLU(0.2))
        self.up = nn.Sequential(
            nn.ConvTranspose2d(2 * f, f, 4, 2, 1),
            nn.LeakyReLU(0.2),
            nn.ConvTranspose2d(f, c, 4, 2, 1),
            nn.Tanh(),
        )

    def forward(self, x):
        return self.up(self.bottleneck(self.down(x)))


def to_signed(images):
    return images * 2 - 1


def train(model, loader, sigma=0.1):
    l1, l2 = nn.L1Loss(), nn.MSELoss()
    opt = torch.optim.RMSprop(model.parameters(), lr=1e-3)
    for images in loader:
        clean = to_signed(images)
        restored = model(clean + sigma * torch.randn_like(clean))
        loss = l1(restored, clean) + 0.1 * l2(restored, clean)
        opt.zero_grad()
        loss.backward()
        opt.step()
    return loss.item()


print(train(Denoiser(), [torch.rand(2, 3, 8, 8) for _ in range(2)]))
