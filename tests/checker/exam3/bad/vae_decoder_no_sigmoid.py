# expect: ACT105@26|41|51

import torch
import torch.nn as nn
import torch.nn.functional as F


class Encoder(nn.Module):
    def __init__(self, d, h, z):
        super().__init__()
        self.fc = nn.Linear(d, h)
        self.mu, self.logvar = nn.Linear(h, z), nn.Linear(h, z)

    def forward(self, x):
        h = F.relu(self.fc(x))
        return self.mu(h), self.logvar(h)


class Decoder(nn.Module):
    def __init__(self, z, h, d):
        super().__init__()
        self.hidden = nn.Linear(z, h)
        self.pixels = nn.Linear(h, d)

    def forward(self, z):
        return self.pixels(F.relu(self.hidden(z)))


class VAE(nn.Module):
    def __init__(self, d=20, h=16, z=2):
        super().__init__()
        self.encoder, self.decoder = Encoder(d, h, z), Decoder(z, h, d)

    def forward(self, x):
        mu, logvar = self.encoder(x)
        z = mu + torch.randn_like(mu) * (0.5 * logvar).exp()
        return self.decoder(z), mu, logvar


def elbo(recon_x, x, mu, logvar, beta=1.0):
    rec = F.binary_cross_entropy(recon_x, x.view(len(x), -1), reduction="sum")
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return rec + beta * kld


if __name__ == "__main__":
    vae = VAE()
    images = torch.rand(4, 20)
    recon, mu, logvar = vae(images)
    try:
        elbo(recon, images, mu, logvar).backward()
    except RuntimeError as error:
        print(error)
