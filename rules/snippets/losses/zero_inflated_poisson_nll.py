"""Negative log-likelihood of counts with extra zeros."""

import torch
from torch import Tensor, nn


class ZeroInflatedPoissonNLLLoss(nn.Module):
    """Logit of an extra zero and log-rate, each [...], against counts [...]."""

    def forward(self, gate: Tensor, log_rate: Tensor, target: Tensor) -> Tensor:
        log_poisson = target * log_rate - log_rate.exp() - torch.lgamma(target + 1)
        counted = nn.functional.logsigmoid(-gate) + log_poisson
        zero = torch.logaddexp(nn.functional.logsigmoid(gate), counted)
        return -torch.where(target == 0, zero, counted).mean()
