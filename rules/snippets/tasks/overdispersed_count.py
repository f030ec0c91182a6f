"""Counts whose variance exceeds their mean: negative binomial, two outputs."""

import torch
from torch import Tensor, nn

#: loss


class OverdispersedCountRegressor(nn.Module):
    """Backbone and head: x -> log-mean [B] and log-dispersion [B]."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        log_mean, log_dispersion = self.head(self.backbone(x)).unbind(dim=-1)
        return log_mean, log_dispersion


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: both outputs against counts 0, 1, 2, ... [B] (float)."""
    model.train()
    optimizer.zero_grad()
    log_mean, log_dispersion = model(x)
    loss: Tensor = criterion(log_mean, log_dispersion, target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Expected counts [B] and their standard deviations [B]."""
    model.eval()
    log_mean, log_dispersion = model(x)
    mean = log_mean.exp()
    return mean, (mean + log_dispersion.exp() * mean**2).sqrt()


if __name__ == "__main__":
    rate = 3 * torch.randn(batch).exp()
    target = torch.poisson(rate)
    model = OverdispersedCountRegressor(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    mean, std = predict(model, x)
    print(mean, std)
