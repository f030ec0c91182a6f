"""Directions: a linear output divided by its length."""

import torch
from torch import Tensor, nn

#: loss


class DirectionRegressor(nn.Module):
    """Backbone, head and normalization: x -> unit vectors [B, dims]."""

    def __init__(self, backbone: nn.Module, feature_size: int, dims: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, dims)

    def forward(self, x: Tensor) -> Tensor:
        vector: Tensor = self.head(self.backbone(x))
        return nn.functional.normalize(vector, dim=-1)


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: unit vectors against unit vectors, both [B, dims] (float)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Unit vectors [B, dims]."""
    model.eval()
    directions: Tensor = model(x)
    return directions


if __name__ == "__main__":
    dims = 3
    target = nn.functional.normalize(torch.randn(batch, dims), dim=-1)
    model = DirectionRegressor(backbone, feature_size, dims)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    directions = predict(model, x)
    print(directions[:4])
