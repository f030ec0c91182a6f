# expect: ACT103@25|32

import lightning as L
import torch
from torch import nn
from torch.nn import functional as F


def mlp(sizes, act=nn.ReLU, final=None):
    layers = []
    for i, (a, b) in enumerate(zip(sizes[:-1], sizes[1:])):
        layers.append(nn.Linear(a, b))
        if i < len(sizes) - 2:
            layers.append(act())
    if final is not None:
        layers.append(final())
    return nn.Sequential(*layers)


class BetaVAE(L.LightningModule):
    def __init__(self, d=16, z=3, beta=4.0):
        super().__init__()
        self.beta = beta
        self.inference_net = mlp([d, 32, 2 * z])
        self.generative_net = mlp([z, 32, d], final=nn.Sigmoid)

    def training_step(self, batch, batch_idx):
        x = batch[0]
        mean, logvar = torch.chunk(self.inference_net(x), 2, dim=1)
        z = mean + torch.exp(0.5 * logvar) * torch.randn_like(mean)
        x_hat = self.generative_net(z)
        rec = F.binary_cross_entropy_with_logits(x_hat, x, reduction="sum") / len(x)
        kl = -0.5 * (1 + logvar - mean**2 - logvar.exp()).sum(1).mean()
        return rec + self.beta * kl

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


vae = BetaVAE()
vae.training_step((torch.rand(4, 16),), 0).backward()
