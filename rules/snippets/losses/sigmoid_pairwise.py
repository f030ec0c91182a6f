"""Pairwise sigmoid loss (SigLIP): every pair is a yes/no question of its own."""

import math

import torch
from torch import Tensor, nn


class SigmoidPairwiseLoss(nn.Module):
    """Two views [B, D] whose rows belong together; normalization is inside.

    Scale and bias are learned: give the loss's parameters to the optimizer too. The
    bias starts at -10 because all but one of the B pairs in a row are negative.
    """

    def __init__(self, scale: float = 10.0, bias: float = -10.0) -> None:
        super().__init__()
        self.log_scale = nn.Parameter(torch.tensor(math.log(scale)))
        self.bias = nn.Parameter(torch.tensor(bias))

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        left = nn.functional.normalize(left, dim=-1)
        right = nn.functional.normalize(right, dim=-1)
        logits = left @ right.T * self.log_scale.exp() + self.bias
        sign = 2 * torch.eye(len(logits), device=logits.device) - 1
        return -nn.functional.logsigmoid(sign * logits).sum() / len(logits)
