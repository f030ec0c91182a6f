"""Negative evidence lower bound of a variational autoencoder."""

from torch import Tensor, nn


class ELBOLoss(nn.Module):
    """Reconstruction error plus KL from N(mean, variance) to N(0, 1), per sample.

    `reconstruction` sums over everything: `nn.BCEWithLogitsLoss(reduction="sum")`
    for data in [0, 1], `nn.MSELoss(reduction="sum")` for real data (variance 1/2).
    """

    def __init__(self, reconstruction: nn.Module, beta: float = 1.0) -> None:
        super().__init__()
        self.reconstruction = reconstruction
        self.beta = beta

    def forward(
        self, output: Tensor, x: Tensor, mean: Tensor, log_variance: Tensor
    ) -> Tensor:
        error: Tensor = self.reconstruction(output, x)
        kl = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).sum()
        return (error + self.beta * kl) / len(x)
