"""Pinball (quantile) loss."""

import torch
from torch import Tensor, nn


class PinballLoss(nn.Module):
    """Predictions [..., Q], one per quantile, against targets [...]."""

    quantiles: Tensor

    def __init__(self, quantiles: tuple[float, ...]) -> None:
        super().__init__()
        self.register_buffer("quantiles", torch.tensor(quantiles))

    def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
        error = target.unsqueeze(-1) - prediction
        return torch.maximum(
            self.quantiles * error, (self.quantiles - 1) * error
        ).mean()
