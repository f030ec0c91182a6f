"""Geodesic distance: the angle of the rotation between two rotations."""

import torch
from torch import Tensor, nn


class GeodesicLoss(nn.Module):
    """Mean angle in radians between rotation matrices [B, 3, 3].

    atan2 stays accurate near 0 and near pi, where acos of the trace does not.
    """

    def forward(self, rotation: Tensor, target: Tensor) -> Tensor:
        between = rotation.mT @ target
        skew = between - between.mT
        axis = torch.stack((skew[:, 2, 1], skew[:, 0, 2], skew[:, 1, 0]), dim=-1)
        twice_sine = torch.linalg.vector_norm(axis, dim=-1)
        twice_cosine = between.diagonal(dim1=-2, dim2=-1).sum(dim=-1) - 1
        return torch.atan2(twice_sine, twice_cosine).mean()
