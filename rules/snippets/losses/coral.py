"""CORAL loss: an ordered label as K - 1 questions "is it above k?"."""

import torch
from torch import Tensor, nn


class CoralLoss(nn.Module):
    """Logits [B, K - 1] of P(label > k) against labels [B] from 0 to K - 1 (int64)."""

    def forward(self, logits: Tensor, target: Tensor) -> Tensor:
        thresholds = torch.arange(logits.shape[1], device=logits.device)
        above = (target.unsqueeze(1) > thresholds).to(logits)
        loss = nn.functional.binary_cross_entropy_with_logits(
            logits, above, reduction="none"
        )
        return loss.sum(dim=1).mean()
