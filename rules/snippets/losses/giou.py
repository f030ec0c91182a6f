"""Generalized IoU loss for boxes."""

import torch
from torch import Tensor, nn


class GIoULoss(nn.Module):
    """Boxes [N, 4] as x1, y1, x2, y2 with x1 < x2 and y1 < y2, both arguments."""

    def forward(self, boxes: Tensor, target: Tensor) -> Tensor:
        low = torch.maximum(boxes[:, :2], target[:, :2])
        high = torch.minimum(boxes[:, 2:], target[:, 2:])
        shared = (high - low).clamp(min=0).prod(dim=1)
        area = (boxes[:, 2:] - boxes[:, :2]).prod(dim=1)
        target_area = (target[:, 2:] - target[:, :2]).prod(dim=1)
        union = area + target_area - shared
        hull_low = torch.minimum(boxes[:, :2], target[:, :2])
        hull_high = torch.maximum(boxes[:, 2:], target[:, 2:])
        hull = (hull_high - hull_low).prod(dim=1)
        giou = shared / union - (hull - union) / hull
        return (1 - giou).mean()
