"""Dropout whose masks are a function of seed, layer and call: the same in a stack, alone, and after a resume.

PyTorch's dropout draws from one global stream, which a stack of models cannot share fairly. Here each mask is a hash
of a counter (the finalizer of MurmurHash3 on 32 bits), kept in buffers so that it is saved and stacked with the model.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from activadvise.live.compare.seeds import number

CHANNELWISE = (nn.Dropout1d, nn.Dropout2d, nn.Dropout3d)


class CountedDropout(nn.Module):
    """Zeroes values (or whole channels) with probability p in training, and scales the rest by 1 / (1 - p).

    Args:
        p: the share that is zeroed.
        key: what makes this layer of this model differ from others, a number of 31 bits.
        channels: of the axes [B, C, ...] only the first two have a mask of their own.
    """

    key: Tensor
    calls: Tensor

    def __init__(self, p: float, key: int, channels: bool = False) -> None:
        super().__init__()
        self.p, self.channels = p, channels
        self.register_buffer("key", torch.tensor(key, dtype=torch.int32))
        self.register_buffer("calls", torch.tensor(0, dtype=torch.int32))

    def forward(self, x: Tensor) -> Tensor:
        """[...] -> [...]."""
        if not self.training or self.p == 0.0:
            return x
        self.calls.add_(1)
        shape = x.shape[:2] + (1,) * (x.ndim - 2) if self.channels else x.shape
        place = torch.arange(shape.numel(), dtype=torch.int32, device=x.device)
        mixed = hashed(place * -1640531527 + hashed(self.key + self.calls * 668265263))
        kept = (mixed >= int(self.p * 2**32) - 2**31).view(shape)
        return x * kept / (1.0 - self.p) if self.p < 1.0 else x * 0.0


def hashed(value: Tensor) -> Tensor:
    """A pseudo-random int32 for each int32."""
    value = value ^ ((value >> 16) & 0xFFFF)
    value = value * -2048144789
    value = value ^ ((value >> 13) & 0x7FFFF)
    value = value * -1028477387
    return value ^ ((value >> 16) & 0xFFFF)


def install(model: nn.Module, seed: int) -> None:
    """Put counted dropout in the place of PyTorch's, at any depth of the model."""
    for path, parent in list(model.named_modules()):
        for name, child in list(parent.named_children()):
            if type(child) is nn.Dropout or isinstance(child, CHANNELWISE):
                key = number(seed, "dropout", path, name) >> 32
                setattr(parent, name, CountedDropout(child.p, key, isinstance(child, CHANNELWISE)))
