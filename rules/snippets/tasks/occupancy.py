"""Occupancy: a logit per point; the surface is where it crosses zero."""

import torch
from torch import Tensor, nn

#: loss


class OccupancyField(nn.Module):
    """Backbone and head: points x [N, D] -> logits [N] of being inside; no sigmoid."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x)).squeeze(-1)
        return logits


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: logits against 1.0 inside and 0.0 outside, both [N] (float)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(
    model: nn.Module, x: Tensor, threshold: float = 0.5
) -> tuple[Tensor, Tensor]:
    """Inside or not (bool) and probabilities, both [N]."""
    model.eval()
    probabilities: Tensor = model(x).sigmoid()
    return probabilities > threshold, probabilities


if __name__ == "__main__":
    target = (x.norm(dim=-1) < 0.6).float()  # a ball
    #: if imbalanced == "yes" and loss == "bce_with_logits"
    inside = target.sum().clamp(min=1)
    pos_weight = (target.numel() - inside) / inside
    #: end
    model = OccupancyField(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    inside_or_not, probabilities = predict(model, x)
    print(inside_or_not.float().mean())
