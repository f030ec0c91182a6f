"""Cosine distance: one minus the cosine of the angle between two vectors."""

from torch import Tensor, nn


class CosineDistanceLoss(nn.Module):
    """Vectors [..., D], both arguments; their lengths do not matter."""

    def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
        cosine = nn.functional.cosine_similarity(prediction, target, dim=-1)
        return (1 - cosine).mean()
