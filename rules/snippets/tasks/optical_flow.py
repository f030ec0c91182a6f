"""Optical flow: two linear channels, the displacement (u, v) in pixels."""

import torch
from torch import Tensor, nn

#: loss


class FlowEstimator(nn.Module):
    """Backbone and 3x3 head: a pair of images x -> flow [B, 2, H, W], any sign."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Conv2d(feature_size, 2, kernel_size=3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        flow: Tensor = self.head(self.backbone(x))
        return flow


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
    valid: Tensor,
) -> float:
    """One step: flow [B, 2, H, W] against target where valid [B, H, W] is true."""
    model.train()
    optimizer.zero_grad()
    flow = model(x).movedim(1, -1)[valid]
    loss: Tensor = criterion(flow, target.movedim(1, -1)[valid])
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Flow [B, 2, H, W] in pixels."""
    model.eval()
    flow: Tensor = model(x)
    return flow


def endpoint_error(flow: Tensor, target: Tensor, valid: Tensor) -> float:
    """The metric: mean length of the error vector in pixels."""
    return (flow - target).norm(dim=1)[valid].mean().item()


if __name__ == "__main__":
    target = 3 * torch.randn(batch, 2, size, size)
    valid = torch.rand(batch, size, size) < 0.9
    model = FlowEstimator(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target, valid)
        print(f"step {step}: loss {loss:.4f}")
    print(f"end-point error: {endpoint_error(predict(model, x), target, valid):.2f}")
