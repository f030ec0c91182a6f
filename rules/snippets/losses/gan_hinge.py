"""Hinge loss for GANs."""

from torch import Tensor, nn


class GANHingeLoss(nn.Module):
    """Scores of one batch, all real or all fake; `generator` says whose turn it is.

    The generator passes its fakes as real and has no margin.
    """

    def forward(self, scores: Tensor, real: bool, generator: bool = False) -> Tensor:
        signed = scores if real else -scores
        if generator:
            return -signed.mean()
        return (1 - signed).relu().mean()
