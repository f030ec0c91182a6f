"""Forecasting: all steps of the horizon at once from a linear layer."""

import torch
from torch import Tensor, nn

#: loss


class Forecaster(nn.Module):
    #: if loss == "pinball"
    """Backbone and linear head: x -> quantiles [B, horizon, levels]."""

    def __init__(
        self, backbone: nn.Module, feature_size: int, horizon: int, levels: int
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, horizon * levels)
        self.levels = levels

    def forward(self, x: Tensor) -> Tensor:
        forecast: Tensor = self.head(self.backbone(x))
        return forecast.unflatten(-1, (-1, self.levels))

    #: else
    """Backbone and linear head: x -> forecasts [B, horizon]."""

    def __init__(self, backbone: nn.Module, feature_size: int, horizon: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, horizon)

    def forward(self, x: Tensor) -> Tensor:
        forecast: Tensor = self.head(self.backbone(x))
        return forecast

    #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: forecasts against the standardized future [B, horizon] (float)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor, mean: float, std: float) -> Tensor:
    #: if loss == "pinball"
    """Quantiles [B, horizon, levels] in the units of the series, never crossing."""
    model.eval()
    forecast: Tensor = model(x).sort(dim=-1).values
    #: else
    """Forecasts [B, horizon] in the units of the series."""
    model.eval()
    forecast: Tensor = model(x)
    #: end
    return mean + std * forecast


if __name__ == "__main__":
    horizon = 6
    future = 100 + 20 * torch.randn(batch, horizon)
    mean, std = future.mean().item(), future.std().item()
    target = (future - mean) / std
    criterion = LOSS()
    #: if loss == "pinball"
    model = Forecaster(backbone, feature_size, horizon, len(criterion.quantiles))
    #: else
    model = Forecaster(backbone, feature_size, horizon)
    #: end
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    forecast = predict(model, x, mean, std)
    print(forecast[0])
