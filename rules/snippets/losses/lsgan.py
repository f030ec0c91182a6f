"""Least-squares loss for GANs."""

import torch
from torch import Tensor, nn


class LSGANLoss(nn.Module):
    """Raw scores of one batch, pulled to 1 where they are real and to 0 where fake.

    The generator passes its fakes as real.
    """

    def forward(self, scores: Tensor, real: bool, generator: bool = False) -> Tensor:
        return torch.mean((scores - float(real)) ** 2)
