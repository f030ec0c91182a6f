"""Log-cosh loss: squared near zero, absolute far away, smooth everywhere."""

import math

from torch import Tensor, nn


class LogCoshLoss(nn.Module):
    """Mean of log(cosh(error)), written so that large errors do not overflow."""

    def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
        error = (prediction - target).abs()
        loss = error + nn.functional.softplus(-2 * error) - math.log(2)
        return loss.mean()
