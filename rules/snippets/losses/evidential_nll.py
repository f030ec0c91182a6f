"""Loss of deep evidential regression."""

import math

import torch
from torch import Tensor, nn


class EvidentialNLLLoss(nn.Module):
    """Normal-inverse-gamma parameters [B] against targets [B].

    Evidence is positive, alpha above 1, beta positive; `weight` is the price of
    evidence where the prediction is wrong.
    """

    def __init__(self, weight: float = 0.01) -> None:
        super().__init__()
        self.weight = weight

    def forward(
        self,
        mean: Tensor,
        evidence: Tensor,
        alpha: Tensor,
        beta: Tensor,
        target: Tensor,
    ) -> Tensor:
        omega = 2 * beta * (1 + evidence)
        squared = (target - mean) ** 2
        loss = (
            0.5 * torch.log(math.pi / evidence)
            - alpha * torch.log(omega)
            + (alpha + 0.5) * torch.log(evidence * squared + omega)
            + torch.lgamma(alpha)
            - torch.lgamma(alpha + 0.5)
        )
        regularizer = (target - mean).abs() * (2 * evidence + alpha)
        return (loss + self.weight * regularizer).mean()
