"""Depth per pixel: positive by construction, compared where it was measured."""

import torch
from torch import Tensor, nn

#: loss


class DepthEstimator(nn.Module):
    #: if bounds == "given"
    """Backbone and 3x3 head: x -> depth [B, 1, H, W] in (low, high)."""
    #: else
    """Backbone and 3x3 head: x -> depth [B, 1, H, W] > 0; the head gives its log."""
    #: end

    #: if bounds == "given"
    def __init__(
        self, backbone: nn.Module, feature_size: int, low: float, high: float
    ) -> None:
    #: else
    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
    #: end
        super().__init__()
        self.backbone = backbone
        self.head = nn.Conv2d(feature_size, 1, kernel_size=3, padding=1)
        #: if bounds == "given"
        self.low = low
        self.high = high
        #: end

    def forward(self, x: Tensor) -> Tensor:
        raw: Tensor = self.head(self.backbone(x))
        #: if bounds == "given"
        return self.low + (self.high - self.low) * raw.sigmoid()
        #: else
        return raw.exp()
        #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: depth against target [B, 1, H, W]; 0 means that nobody measured it."""
    model.train()
    optimizer.zero_grad()
    measured = target > 0
    loss: Tensor = criterion(model(x)[measured], target[measured])
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Depth [B, 1, H, W] in the unit of the target."""
    model.eval()
    depth: Tensor = model(x)
    return depth


if __name__ == "__main__":
    target = torch.empty(batch, 1, size, size)
    #: if bounds == "given"
    low, high = LOW, HIGH
    target = target.uniform_(low, high)
    #: else
    target = target.uniform_(1.0, 10.0)
    #: end
    target[torch.rand_like(target) < 0.2] = 0.0  # no measurement here
    #: if bounds == "given"
    model = DepthEstimator(backbone, feature_size, low, high)
    #: else
    model = DepthEstimator(backbone, feature_size)
    #: end
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    predicted = predict(model, x)
    print(predicted.min(), predicted.max())
