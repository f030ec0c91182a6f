"""Angles: two linear outputs as (cos, sin), decoded with atan2; no jump at 360 degrees."""

import torch
from torch import Tensor, nn

#: loss


class AngleRegressor(nn.Module):
    """Backbone and linear head: x -> vectors [B, 2], the direction is the angle."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 2)

    def forward(self, x: Tensor) -> Tensor:
        vector: Tensor = self.head(self.backbone(x))
        return vector


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: vectors [B, 2] against angles [B] in radians (float)."""
    model.train()
    optimizer.zero_grad()
    #: if loss == "von_mises_nll"
    loss: Tensor = criterion(model(x), target)
    #: else
    unit = torch.stack((target.cos(), target.sin()), dim=-1)
    loss: Tensor = criterion(model(x), unit)
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Angles [B] in radians, from -pi to pi."""
    model.eval()
    cos, sin = model(x).unbind(dim=-1)
    return torch.atan2(sin, cos)


if __name__ == "__main__":
    target = (2 * torch.rand(batch) - 1) * torch.pi
    model = AngleRegressor(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    angles = predict(model, x)
    print(angles.rad2deg())
