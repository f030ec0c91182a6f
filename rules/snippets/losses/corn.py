"""CORN loss: an ordered label as a chain of conditional questions."""

import torch
from torch import Tensor, nn


class CornLoss(nn.Module):
    """Logits [B, K - 1] of P(label > k, given label >= k); labels [B] (int64).

    Question k is asked only of the samples that got that far.
    """

    def forward(self, logits: Tensor, target: Tensor) -> Tensor:
        thresholds = torch.arange(logits.shape[1], device=logits.device)
        asked = (target.unsqueeze(1) >= thresholds).to(logits)
        above = (target.unsqueeze(1) > thresholds).to(logits)
        loss = nn.functional.binary_cross_entropy_with_logits(
            logits, above, reduction="none"
        )
        return (loss * asked).sum() / asked.sum()
