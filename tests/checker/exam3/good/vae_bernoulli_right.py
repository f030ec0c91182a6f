# expect: none

import torch
from torch import nn
from torch.nn import functional as F


class ConvVAE(nn.Module):
    def __init__(self, latent=4):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(1, 8, 4, 2, 1), nn.ReLU(), nn.Flatten())
        self.to_stats = nn.Linear(8 * 16, 2 * latent)
        self.from_z = nn.Linear(latent, 8 * 16)
        self.dec = nn.Sequential(nn.Unflatten(1, (8, 4, 4)), nn.ReLU(), nn.ConvTranspose2d(8, 1, 4, 2, 1), nn.Sigmoid())

    def encode(self, x):
        return self.to_stats(self.enc(x)).chunk(2, dim=-1)

    def reparameterize(self, mu, logvar):
        if not self.training:
            return mu
        return torch.addcmul(mu, torch.exp(logvar / 2), torch.randn_like(mu))

    def decode(self, z):
        return self.dec(self.from_z(z))

    def forward(self, x):
        mu, logvar = self.encode(x)
        return self.decode(self.reparameterize(mu, logvar)), mu, logvar

    def loss(self, x):
        recon, mu, logvar = self(x)
        bce = F.binary_cross_entropy(recon, x, reduction="none").sum((1, 2, 3))
        kl = 0.5 * (mu**2 + logvar.exp() - logvar - 1).sum(1)
        return (bce + kl).mean()


model = ConvVAE()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    opt.zero_grad()
    loss = model.loss(torch.rand(3, 1, 8, 8))
    loss.backward()
    opt.step()
sample = model.decode(torch.randn(2, 4))
