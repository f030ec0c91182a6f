"""Negative log-likelihood of counts under a negative binomial distribution."""

import torch
from torch import Tensor, nn


class NegativeBinomialNLLLoss(nn.Module):
    """Log-mean and log-dispersion, each [...], against counts [...].

    The variance is mean + dispersion · mean²; dispersion 0 would be Poisson.
    """

    def forward(
        self, log_mean: Tensor, log_dispersion: Tensor, target: Tensor
    ) -> Tensor:
        log_dispersion = log_dispersion.clamp(-7, 7)
        size = torch.exp(-log_dispersion)
        log_odds = log_mean + log_dispersion
        loss = (
            torch.lgamma(size)
            + torch.lgamma(target + 1)
            - torch.lgamma(size + target)
            + size * nn.functional.softplus(log_odds)
            + target * nn.functional.softplus(-log_odds)
        )
        return loss.mean()
