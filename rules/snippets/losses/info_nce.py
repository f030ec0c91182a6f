"""InfoNCE: each embedding must find its partner among all of the batch."""

import torch
from torch import Tensor, nn


class InfoNCELoss(nn.Module):
    """Two views [B, D] whose rows belong together; normalization is inside."""

    def __init__(self, temperature: float = 0.1) -> None:
        super().__init__()
        self.temperature = temperature

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        left = nn.functional.normalize(left, dim=-1)
        right = nn.functional.normalize(right, dim=-1)
        logits = left @ right.T / self.temperature
        partner = torch.arange(len(logits), device=logits.device)
        forth = nn.functional.cross_entropy(logits, partner)
        back = nn.functional.cross_entropy(logits.T, partner)
        return (forth + back) / 2
