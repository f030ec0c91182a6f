"""Clipped surrogate loss of PPO."""

import torch
from torch import Tensor, nn


class PPOClipLoss(nn.Module):
    """Log-probabilities [B] of the actions, now and when sampled; advantages [B]."""

    def __init__(self, clip: float = 0.2) -> None:
        super().__init__()
        self.clip = clip

    def forward(
        self, log_prob: Tensor, old_log_prob: Tensor, advantage: Tensor
    ) -> Tensor:
        ratio = torch.exp(log_prob - old_log_prob.detach())
        clipped = ratio.clamp(1 - self.clip, 1 + self.clip)
        return -torch.minimum(ratio * advantage, clipped * advantage).mean()
