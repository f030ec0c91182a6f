"""Super-resolution: linear pixels in training, clamped to their range at inference."""

import torch
from torch import Tensor, nn

#: loss


class SuperResolver(nn.Module):
    """Backbone and sub-pixel head: x -> image [B, channels, scale H, scale W]."""

    def __init__(
        self, backbone: nn.Module, feature_size: int, channels: int, scale: int
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Sequential(
            nn.Conv2d(feature_size, channels * scale**2, kernel_size=3, padding=1),
            nn.PixelShuffle(scale),
        )

    def forward(self, x: Tensor) -> Tensor:
        image: Tensor = self.head(self.backbone(x))
        return image


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: the unclamped image against the sharp one, same shape and scale."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor, low: float, high: float) -> Tensor:
    """The sharp image [B, channels, scale H, scale W], clamped to its range."""
    model.eval()
    image: Tensor = model(x)
    return image.clamp(low, high)


if __name__ == "__main__":
    scale = 2
    channels = 3
    #: if bounds == "given"
    low, high = LOW, HIGH
    #: else
    low, high = 0.0, 1.0
    #: end
    target = torch.empty(batch, channels, scale * size, scale * size)
    target = target.uniform_(low, high)
    model = SuperResolver(backbone, feature_size, channels, scale)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    image = predict(model, x, low, high)
    print(image.shape)
