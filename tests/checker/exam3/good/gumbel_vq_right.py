# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


class GumbelQuantizer(nn.Module):
    def __init__(self, dim=8, codes=6, tau=1.0, kl_weight=5e-4):
        super().__init__()
        self.proj = nn.Conv2d(dim, codes, 1)
        self.embed = nn.Embedding(codes, dim)
        self.tau, self.kl_weight, self.codes = tau, kl_weight, codes

    def forward(self, z):
        hard = not self.training
        logits = self.proj(z)
        soft = F.gumbel_softmax(logits, tau=self.tau, dim=1, hard=hard)
        zq = torch.einsum("bnhw,nd->bdhw", soft, self.embed.weight)
        logq = F.log_softmax(logits, dim=1)
        qy = logq.exp()
        kl = self.kl_weight * (qy * (logq + torch.log(torch.tensor(float(self.codes))))).sum(1).mean()
        return zq, kl, soft.argmax(1)


class DVAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(3, 8, 4, 2, 1), nn.ReLU())
        self.vq = GumbelQuantizer()
        self.dec = nn.ConvTranspose2d(8, 3, 4, 2, 1)

    def forward(self, img):
        zq, kl, _ = self.vq(self.enc(img))
        rec = self.dec(zq)
        return F.mse_loss(rec, img) + kl


DVAE()(torch.randn(2, 3, 8, 8)).backward()
