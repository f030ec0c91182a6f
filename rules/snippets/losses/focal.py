"""Focal loss: cross entropy in which well-classified examples count less."""

import torch
from torch import Tensor, nn


class FocalLoss(nn.Module):
    """Focal loss on logits; (1 - p)^gamma weighs each term, p is that of the truth.

    A float target of the shape of the logits means independent labels (sigmoid); an
    int64 target [B, ...] means class indices for logits [B, C, ...] (softmax).
    `alpha` is the weight of the positives of independent labels (None: no weight).
    """

    def __init__(self, gamma: float = 2.0, alpha: float | None = None) -> None:
        super().__init__()
        self.gamma = gamma
        self.alpha = alpha

    def forward(self, logits: Tensor, target: Tensor) -> Tensor:
        functional = nn.functional
        if not target.is_floating_point():
            loss = functional.cross_entropy(logits, target, reduction="none")
            return ((1 - torch.exp(-loss)) ** self.gamma * loss).mean()
        loss = functional.binary_cross_entropy_with_logits(
            logits, target, reduction="none"
        )
        p = logits.sigmoid()
        miss = p * (1 - target) + (1 - p) * target
        loss = miss**self.gamma * loss
        if self.alpha is not None:
            loss = loss * (self.alpha * target + (1 - self.alpha) * (1 - target))
        return loss.mean()
