"""Quantiles: one linear output per quantile, the pinball loss, sorted at inference."""

import torch
from torch import Tensor, nn

#: loss


class QuantileRegressor(nn.Module):
    """Backbone and linear head: x -> quantiles [B, levels]."""

    def __init__(self, backbone: nn.Module, feature_size: int, levels: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, levels)

    def forward(self, x: Tensor) -> Tensor:
        quantiles: Tensor = self.head(self.backbone(x))
        return quantiles


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: quantiles [B, levels] against targets [B] (float)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Quantiles [B, levels]; sorting undoes crossings and never raises the loss."""
    model.eval()
    quantiles: Tensor = model(x)
    return quantiles.sort(dim=-1).values


if __name__ == "__main__":
    target = torch.randn(batch)
    criterion = LOSS()
    model = QuantileRegressor(backbone, feature_size, len(criterion.quantiles))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    quantiles = predict(model, x)
    print(quantiles[:4])
