"""Wasserstein loss for GANs."""

from torch import Tensor, nn


class WGANLoss(nn.Module):
    """Critic scores of one batch, all real or all fake; the critic must be Lipschitz.

    The generator passes its fakes as real: it minimizes -critic(fake).
    """

    def forward(self, scores: Tensor, real: bool, generator: bool = False) -> Tensor:
        return -scores.mean() if real else scores.mean()
