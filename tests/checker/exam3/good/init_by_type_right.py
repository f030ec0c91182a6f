# expect: none

import math

import torch
import torch.nn as nn


def init_weights(m, slope=0.2):
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.kaiming_normal_(m.weight, a=slope, mode="fan_in", nonlinearity="leaky_relu")
        if m.bias is not None:
            nn.init.constant_(m.bias, 0)
    elif isinstance(m, nn.BatchNorm2d):
        nn.init.constant_(m.weight, 1)
        nn.init.constant_(m.bias, 0)
    elif isinstance(m, nn.Linear):
        nn.init.trunc_normal_(m.weight, std=0.02)
        nn.init.zeros_(m.bias)
    elif isinstance(m, nn.Embedding):
        nn.init.normal_(m.weight, std=1 / math.sqrt(m.embedding_dim))


class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(c, c, 3, padding=1), nn.BatchNorm2d(c)
        self.conv2, self.bn2 = nn.Conv2d(c, c, 3, padding=1), nn.BatchNorm2d(c)
        self.act = nn.LeakyReLU(0.2)
        self.apply(init_weights)
        nn.init.zeros_(self.bn2.weight)

    def forward(self, x):
        h = self.act(self.bn1(self.conv1(x)))
        return self.act(x + self.bn2(self.conv2(h)))


class AdaLN(nn.Module):
    """DiT's modulation starts as the identity: zeros on purpose."""

    def __init__(self, d):
        super().__init__()
        self.norm = nn.LayerNorm(d, elementwise_affine=False)
        self.mod = nn.Sequential(nn.SiLU(), nn.Linear(d, 2 * d))
        nn.init.zeros_(self.mod[-1].weight)
        nn.init.zeros_(self.mod[-1].bias)

    def forward(self, x, c):
        shift, scale = self.mod(c).chunk(2, -1)
        return self.norm(x) * (1 + scale) + shift


y = Residual(4)(torch.randn(2, 4, 5, 5)).mean((2, 3))
z = AdaLN(4)(y, torch.randn(2, 4))
nn.functional.mse_loss(z, torch.randn(2, 4)).backward()
