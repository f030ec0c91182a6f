"""Rotations: six linear outputs, made a rotation matrix by Gram-Schmidt."""

import torch
from torch import Tensor, nn

#: loss


def rotation_matrix(vectors: Tensor) -> Tensor:
    """Any six numbers [B, 6] -> rotation matrices [B, 3, 3]; continuous everywhere."""
    a, b = vectors.unflatten(-1, (2, 3)).unbind(dim=-2)
    x = nn.functional.normalize(a, dim=-1)
    y = nn.functional.normalize(b - (x * b).sum(dim=-1, keepdim=True) * x, dim=-1)
    return torch.stack((x, y, torch.linalg.cross(x, y)), dim=-1)


class RotationRegressor(nn.Module):
    """Backbone, head and Gram-Schmidt: x -> rotation matrices [B, 3, 3]."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 6)

    def forward(self, x: Tensor) -> Tensor:
        return rotation_matrix(self.head(self.backbone(x)))


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: rotation matrices against rotation matrices, both [B, 3, 3]."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Rotation matrices [B, 3, 3]."""
    model.eval()
    rotations: Tensor = model(x)
    return rotations


if __name__ == "__main__":
    target = rotation_matrix(torch.randn(batch, 6))
    model = RotationRegressor(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    rotations = predict(model, x)
    print(rotations[0])
