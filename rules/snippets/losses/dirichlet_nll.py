"""Negative log-likelihood of proportions under a Dirichlet distribution."""

from torch import Tensor, nn
from torch.distributions import Dirichlet


class DirichletNLLLoss(nn.Module):
    """Positive concentrations [B, K] against proportions [B, K] that sum to one.

    Exact zeros have no density: shares are raised to `eps` and normalized again.
    """

    def __init__(self, eps: float = 1e-4) -> None:
        super().__init__()
        self.eps = eps

    def forward(self, concentration: Tensor, target: Tensor) -> Tensor:
        share = target.clamp(min=self.eps)
        share = share / share.sum(dim=-1, keepdim=True)
        log_density: Tensor = Dirichlet(concentration).log_prob(share)
        return -log_density.mean()
