"""Charbonnier loss: a smooth absolute error."""

import torch
from torch import Tensor, nn


class CharbonnierLoss(nn.Module):
    """Mean of sqrt(error² + eps²); prediction and target have the same shape."""

    def __init__(self, eps: float = 1e-3) -> None:
        super().__init__()
        self.eps = eps

    def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
        return torch.sqrt((prediction - target) ** 2 + self.eps**2).mean()
