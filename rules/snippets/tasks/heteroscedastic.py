"""Regression with its own uncertainty: a mean and a positive variance per target."""

import torch
from torch import Tensor, nn


class GaussianRegressor(nn.Module):
    """Backbone and head: x -> means [B] and variances [B], the latter positive."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mean, raw = self.head(self.backbone(x)).unbind(dim=-1)
        return mean, nn.functional.softplus(raw) + 1e-4


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: means and variances against targets, all [B] (float)."""
    model.train()
    optimizer.zero_grad()
    mean, variance = model(x)
    loss: Tensor = criterion(mean, target, variance)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Means [B] and standard deviations [B]."""
    model.eval()
    mean, variance = model(x)
    return mean, variance.sqrt()


if __name__ == "__main__":
    target = torch.randn(batch)
    model = GaussianRegressor(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    mean, std = predict(model, x)
    print(mean, std)
