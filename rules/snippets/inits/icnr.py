"""ICNR: sub-pixel upsampling that starts without a checkerboard."""

from itertools import pairwise

import torch
from torch import nn


def init_weights(module: nn.Module) -> None:
    """Give the convolution before a PixelShuffle equal kernels for each block of pixels."""
    layers = list(module.children())
    for conv, shuffle in pairwise(layers):
        if isinstance(conv, nn.Conv2d) and isinstance(shuffle, nn.PixelShuffle):
            block = shuffle.upscale_factor**2
            kernels = torch.empty_like(conv.weight[::block])
            nn.init.kaiming_normal_(kernels, nonlinearity="linear")
            conv.weight.data.copy_(kernels.repeat_interleave(block, dim=0))
            if conv.bias is not None:
                nn.init.zeros_(conv.bias)
