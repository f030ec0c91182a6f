"""Counts: the output is the logarithm of the rate, the Poisson loss takes it as it is."""

import torch
from torch import Tensor, nn


class CountRegressor(nn.Module):
    """Backbone and head: x -> log-rates [B]; exp belongs to inference."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        log_rate: Tensor = self.head(self.backbone(x))
        return log_rate.squeeze(-1)


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: log-rates against counts 0, 1, 2, ..., both [B] (float)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Expected counts [B]."""
    model.eval()
    log_rate: Tensor = model(x)
    return log_rate.exp()


if __name__ == "__main__":
    target = torch.poisson(torch.full((batch,), 3.0))
    model = CountRegressor(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    rates = predict(model, x)
    print(rates)
