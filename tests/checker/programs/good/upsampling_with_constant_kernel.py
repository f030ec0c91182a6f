# expect: none
# why: A transposed convolution of one channel with ones repeats each value: nearest-neighbor upsampling.
import torch
from torch import nn


def initialize(m):
    if isinstance(m, nn.ConvTranspose2d):
        nn.init.constant_(m.weight, 1.0)
        nn.init.constant_(m.bias, 0.0)


up = nn.ConvTranspose2d(1, 1, (1, 4), stride=(1, 4))
up.apply(initialize)
up(torch.randn(1, 1, 2, 3)).sum().backward()
