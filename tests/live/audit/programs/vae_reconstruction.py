# ACT105
import torch
import torch.nn.functional as F
from torch import nn


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode, self.decode = nn.Linear(12, 6), nn.Linear(3, 12)  # BAD SOURCE
        self.encode, self.decode = nn.Linear(12, 6), nn.Sequential(nn.Linear(3, 12), nn.Sigmoid())  # GOOD

    def forward(self, x):
        mean, log_variance = self.encode(x).chunk(2, dim=1)
        z = mean + torch.randn_like(mean) * (log_variance / 2).exp()
        return self.decode(z), mean, log_variance


vae = VAE()
optimizer = torch.optim.Adam(vae.parameters())
for _ in range(3):
    digits = torch.rand(8, 12)
    again, mean, log_variance = vae(digits)
    try:
        match = F.binary_cross_entropy(again, digits, reduction="sum")  # LOSS
    except RuntimeError:
        break
    apart = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
    optimizer.zero_grad()
    (match + apart).backward()
    optimizer.step()
