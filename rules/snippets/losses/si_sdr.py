"""Negative scale-invariant signal-to-distortion ratio."""

import torch
from torch import Tensor, nn


class SISDRLoss(nn.Module):
    """Estimated and true signals [..., T]; the result is in decibels, lower is better.

    The mean is removed and the scale of the estimate does not matter.
    """

    def __init__(self, eps: float = 1e-8) -> None:
        super().__init__()
        self.eps = eps

    def forward(self, estimate: Tensor, target: Tensor) -> Tensor:
        estimate = estimate - estimate.mean(dim=-1, keepdim=True)
        target = target - target.mean(dim=-1, keepdim=True)
        power = (target**2).sum(dim=-1, keepdim=True) + self.eps
        scale = (estimate * target).sum(dim=-1, keepdim=True) / power
        signal = ((scale * target) ** 2).sum(dim=-1) + self.eps
        noise = ((estimate - scale * target) ** 2).sum(dim=-1) + self.eps
        return -10 * torch.log10(signal / noise).mean()
