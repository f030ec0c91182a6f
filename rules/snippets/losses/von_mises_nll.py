"""Negative log-likelihood of angles under a von Mises distribution."""

import math

import torch
from torch import Tensor, nn


class VonMisesNLLLoss(nn.Module):
    """Vectors [..., 2] against angles [...] in radians.

    The direction of the vector (cos, sin) is the mean, its length the concentration.
    """

    def forward(self, vector: Tensor, target: Tensor) -> Tensor:
        unit = torch.stack((target.cos(), target.sin()), dim=-1)
        concentration = torch.linalg.vector_norm(vector, dim=-1)
        log_bessel = torch.log(torch.special.i0e(concentration)) + concentration
        fit = (vector * unit).sum(dim=-1)
        return (math.log(2 * math.pi) + log_bessel - fit).mean()
