"""Policy gradient (REINFORCE) loss."""

from torch import Tensor, nn


class PolicyGradientLoss(nn.Module):
    """Log-probabilities [B] of the actions taken and their advantages [B]."""

    def forward(self, log_prob: Tensor, advantage: Tensor) -> Tensor:
        return -(log_prob * advantage.detach()).mean()
