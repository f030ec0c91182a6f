"""Scale-invariant error of logarithms."""

from torch import Tensor, nn


class SILogLoss(nn.Module):
    """Positive predictions and targets [...]; `weight` 1 ignores a common factor.

    `weight` 0 is the mean squared error of the logarithms.
    """

    def __init__(self, weight: float = 0.5) -> None:
        super().__init__()
        self.weight = weight

    def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
        error = prediction.log() - target.log()
        return (error**2).mean() - self.weight * error.mean() ** 2
