"""Negative log-likelihood of a mixture of Gaussians."""

import math

import torch
from torch import Tensor, nn


class MixtureNLLLoss(nn.Module):
    """Weights (as logits), means and log standard deviations [B, K]; target [B]."""

    def forward(
        self, logits: Tensor, means: Tensor, log_stds: Tensor, target: Tensor
    ) -> Tensor:
        z = (target.unsqueeze(-1) - means) * torch.exp(-log_stds)
        log_density = -0.5 * (z**2 + math.log(2 * math.pi)) - log_stds
        log_weights = logits.log_softmax(dim=-1)
        return -torch.logsumexp(log_weights + log_density, dim=-1).mean()
