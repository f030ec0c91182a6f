"""Keypoints as heatmaps: one map per keypoint, its peak is the position."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: if loss == "focal"


class HeatmapFocalLoss(nn.Module):
    """Penalty-reduced focal loss of CenterNet on logits; positives are exactly 1."""

    def forward(self, logits: Tensor, target: Tensor) -> Tensor:
        """Compares logits with Gaussian peaks, both [B, keypoints, H, W]."""
        probabilities = logits.sigmoid()
        positive = (1 - probabilities) ** 2 * F.logsigmoid(logits)
        negative = (1 - target) ** 4 * probabilities**2 * F.logsigmoid(-logits)
        peaks = target == 1
        loss = -torch.where(peaks, positive, negative).sum()
        return loss / peaks.sum().clamp(min=1)


#: end


class KeypointDetector(nn.Module):
    """Backbone and 1x1 head: x -> heatmaps [B, keypoints, H, W], no activation."""

    def __init__(self, backbone: nn.Module, feature_size: int, keypoints: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Conv2d(feature_size, keypoints, kernel_size=1)
        #: if loss == "focal"
        bias = self.head.get_parameter("bias")
        nn.init.constant_(bias, -2.19)  # the sigmoid starts at 0.1
        #: end

    def forward(self, x: Tensor) -> Tensor:
        heatmaps: Tensor = self.head(self.backbone(x))
        return heatmaps


def draw_peaks(positions: Tensor, size: int, sigma: float = 1.5) -> Tensor:
    """Pixel positions (x, y) [B, keypoints, 2] -> heatmaps [B, keypoints, H, W]."""
    grid = torch.arange(size, device=positions.device)
    x, y = positions.unbind(dim=-1)
    dx2 = (grid - x[..., None]) ** 2
    dy2 = (grid - y[..., None]) ** 2
    return torch.exp(-(dy2[..., :, None] + dx2[..., None, :]) / (2 * sigma**2))


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    positions: Tensor,
) -> float:
    """One step on pixel positions (x, y) [B, keypoints, 2] (int64)."""
    model.train()
    optimizer.zero_grad()
    heatmaps: Tensor = model(x)
    #: if loss == "cross_entropy"
    target = positions[..., 1] * heatmaps.shape[-1] + positions[..., 0]
    loss: Tensor = criterion(heatmaps.flatten(2).flatten(0, 1), target.flatten())
    #: else
    loss: Tensor = criterion(heatmaps, draw_peaks(positions, heatmaps.shape[-1]))
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Positions (x, y) [B, keypoints, 2] and the peaks' scores [B, keypoints]."""
    model.eval()
    #: if loss in ("focal", "bce_with_logits")
    heatmaps: Tensor = model(x).sigmoid()
    scores, index = heatmaps.flatten(2).max(dim=-1)
    #: elif loss == "cross_entropy"
    heatmaps: Tensor = model(x)
    scores, index = heatmaps.flatten(2).softmax(dim=-1).max(dim=-1)
    #: else
    heatmaps: Tensor = model(x)
    scores, index = heatmaps.flatten(2).max(dim=-1)
    #: end
    width = heatmaps.shape[-1]
    return torch.stack([index % width, index // width], dim=-1), scores


if __name__ == "__main__":
    keypoints = 5
    target = torch.randint(size, (batch, keypoints, 2))
    model = KeypointDetector(backbone, feature_size, keypoints)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    positions, scores = predict(model, x)
    print(positions[0])
