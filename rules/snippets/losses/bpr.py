"""Bayesian personalized ranking: a chosen item must score above another one."""

from torch import Tensor, nn


class BPRLoss(nn.Module):
    """Scores [B] of chosen items and of sampled other items."""

    def forward(self, chosen: Tensor, other: Tensor) -> Tensor:
        return nn.functional.softplus(other - chosen).mean()
